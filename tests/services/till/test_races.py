"""Several desks at once, and desks that are killed: no number twice, none lost, none missing."""

from __future__ import annotations

import os
import random
import select as waiting
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import pytest
from databases import finished, spawn
from services.till.selling import SINGLE, Desk
from sqlalchemy import func, select

from expatdesk.model.till import Receipt, UnbilledCharge
from expatdesk.services.till.checks import check_till
from expatdesk.services.till.types import ChargeRequest, Tender
from expatdesk.storage.place import Place
from expatdesk.terms import Means

TILL = """
import os
from expatdesk.services.appointments.fees import RegistrationFees
from expatdesk.services.base import Actor, Refusal
from expatdesk.services.till import Till
from expatdesk.services.till.types import ChargeRequest, Tender
from expatdesk.terms import Means

actor = Actor(1, 1, "S. Jansen", "Desk 1")

def charge(store, visit, key):
    till = Till(store, SystemClock(), RegistrationFees())
    request = ChargeRequest(int(visit), (Tender(Means.PIN, 6050),))
    return till.charge(actor, request, key=key).value.label
"""

ALL_OF_THEM = """
print("ready", flush=True)
sys.stdin.readline()
for visit in arguments:
    try:
        print(visit, charge(store, visit, f"{os.getpid()}-{visit}"))
    except Refusal as refused:
        print(visit, type(refused).__name__)
store.close()
"""

SAME_KEY = """
print("ready", flush=True)
sys.stdin.readline()
for visit in arguments:
    print(visit, charge(store, visit, f"same-{visit}"))
store.close()
"""

# A process that charges in a child of its own, so that killing costs no new start.
KILLED = """
store.close()
for order in sys.stdin:
    child = os.fork()
    if child == 0:
        opened = databases.open_store(place, SystemClock())
        os.write(1, f"ready {os.getpid()}\\n".encode())
        for visit in order.split():
            label = charge(opened, visit, f"kill-{visit}")
            os.write(1, f"paid {visit} {label}\\n".encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.write(1, b"over\\n")
"""


def together(place: Place, script: str, *arguments: list[int]) -> list[str]:
    """What processes say that begin at the same moment, each with its own arguments."""
    processes = [spawn(place, TILL + script, *map(str, each)) for each in arguments]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [line for process in processes for line in finished(process, 110).splitlines()]


def findings(desk: Desk) -> list[object]:
    with desk.store.reading() as tx:
        return list(check_till(tx))


@pytest.mark.parametrize("each", [50, pytest.param(250, marks=pytest.mark.soak)])
def test_two_desks_issue_receipts_without_gap_or_double(desk: Desk, each: int) -> None:
    visits = desk.singles(2 * each)

    said = together(desk.store.place, ALL_OF_THEM, visits[:each], visits[each:])

    labels = [line.split()[1] for line in said]
    assert sorted(labels) == [f"2026-{number:06d}" for number in range(1, 2 * each + 1)]
    assert findings(desk) == []


def test_two_desks_that_charge_the_same_visits_charge_each_once(desk: Desk) -> None:
    visits = desk.singles(20)

    said = together(desk.store.place, ALL_OF_THEM, visits, visits)

    outcomes = Counter(line.split()[1] for line in said)
    assert outcomes.pop("NothingDue") == 20
    assert set(outcomes.values()) == {1}
    assert len(outcomes) == 20
    assert findings(desk) == []


def test_the_same_key_at_the_same_moment_gives_both_the_same_receipt(desk: Desk) -> None:
    visits = desk.singles(20)

    said = together(desk.store.place, SAME_KEY, visits, visits)

    assert set(Counter(said).values()) == {2}
    assert len(set(said)) == 20


def test_two_desks_refund_the_same_receipt_once(desk: Desk) -> None:
    receipts = [desk.charge(desk.visit(SINGLE)).receipt_id for _ in range(10)]
    script = """
print("ready", flush=True)
sys.stdin.readline()
till = Till(store, SystemClock(), RegistrationFees())
for receipt in arguments:
    try:
        key = f"{os.getpid()}-{receipt}"
        done = till.refund_in_full(actor, int(receipt), Means.PIN, "Cancelled", key=key)
        print(receipt, done.value.label)
    except Refusal as refused:
        print(receipt, type(refused).__name__)
store.close()
"""

    said = together(desk.store.place, script, receipts, receipts)

    outcomes = Counter(line.split()[1] for line in said)
    assert outcomes.pop("TooMuchCredited") == 10
    assert sorted(outcomes) == [f"C2026-{number:06d}" for number in range(1, 11)]
    assert findings(desk) == []


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.soak)])
def test_a_till_that_is_killed_loses_no_receipt_that_was_shown(desk: Desk, kills: int) -> None:
    chance = random.Random(1117)
    visits = iter(desk.singles(6 * kills))
    shown: dict[int, str] = {}
    ordered: list[int] = []
    with spawn(desk.store.place, TILL + KILLED) as process:
        for _ in range(kills):
            order = [next(visits) for _ in range(6)]
            ordered += order
            shown |= killed_while_charging(process, order, chance)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 0

    with desk.store.reading() as tx:
        kept = dict(tx.rows(select(Receipt.key, Receipt.label)))
    assert {f"kill-{visit}": label for visit, label in shown.items()}.items() <= kept.items()
    assert findings(desk) == []
    # Whoever tries again with the same key gets the receipt that is there, or the next one.
    for visit in ordered:
        request = ChargeRequest(visit, (Tender(Means.PIN, 6050),))
        issued = desk.centre.till.charge(desk.actor, request, key=f"kill-{visit}").value
        assert issued.label == kept.get(f"kill-{visit}", issued.label)
    with desk.store.reading() as tx:
        assert tx.scalar(select(func.count()).select_from(Receipt)) == len(ordered)
        assert tx.scalar(select(func.count()).select_from(UnbilledCharge)) == 0
    assert findings(desk) == []
    assert 0 < len(shown) < len(ordered)


def killed_while_charging(
    process: subprocess.Popen[str], visits: list[int], chance: random.Random
) -> dict[int, str]:
    """Lets a child charge visits and kills it at a random moment; what it has shown by then.

    The first charge is slow, for every statement is new: so it is killed in some charge, a
    random time after the one before has been shown.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(" ".join(map(str, visits)) + "\n")
    process.stdin.flush()
    lines = _lines(process.stdout.fileno())
    word, pid = next(lines).split()
    assert word == "ready"
    before = chance.randrange(len(visits))
    shown: dict[int, str] = {}
    while len(shown) < before:
        shown |= _paid(next(lines))
    deadline = time.monotonic() + chance.uniform(0, 0.012 if before else 0.15)
    while (left := deadline - time.monotonic()) > 0:
        if waiting.select([process.stdout], [], [], left)[0]:
            line = next(lines)
            if line == "over":
                return shown
            shown |= _paid(line)
    with suppress(ProcessLookupError):  # it has charged them all meanwhile
        os.kill(int(pid), signal.SIGKILL)
    while (line := next(lines)) != "over":
        shown |= _paid(line)
    return shown


def _paid(line: str) -> dict[int, str]:
    word, visit, label = line.split()
    assert word == "paid"
    return {int(visit): label}


def _lines(handle: int) -> Iterator[str]:
    """Whole lines as they come, byte by byte: nothing is read ahead of `select`."""
    line = b""
    while byte := os.read(handle, 1):
        if byte == b"\n":
            yield line.decode()
            line = b""
        else:
            line += byte
    raise EOFError
