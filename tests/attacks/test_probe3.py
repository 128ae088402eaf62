from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from services.reception.receiving import *
from sqlalchemy import select

from expatdesk.model.appointments import *
from expatdesk.services.appointments.types import *
from expatdesk.services.base import Refusal
from expatdesk.services.reception.types import *
from expatdesk.services.till.checks import check_till
from expatdesk.services.till.types import *
from expatdesk.storage.errors import *
from expatdesk.terms import *


def due(desk, b):
    return sum(l.gross for l in desk.centre.till.sheet(b.visit_id).lines)


def pay(desk, b, *t, **kw):
    t = t or (Tender(Means.PIN, due(desk, b)),)
    kw.setdefault("recipient", Recipient("A B", ("Street 1", "Leiden")))
    return desk.centre.till.charge(
        desk.actor, ChargeRequest(b.visit_id, t, **kw), key=desk.key()
    ).value


def ver(desk, b):
    return desk.sheet(b).version


def pid(desk, b, n):
    return desk.sheet(b).comers[n].person_id


def verify(desk):
    with desk.store.reading() as tx:
        return list(check_till(tx))


@pytest.mark.parametrize("seed", range(100, 116))
@pytest.mark.parametrize("dialect", ["sqlite"])
def test_chaos(desk, at, seed):
    """Random walk, verify clean, occupancy law."""
    rnd = random.Random(seed)
    c = desk.centre
    times = [
        f"2026-{m} {h}"
        for m in ("09-14", "09-15", "09-16", "09-28", "10-20", "11-16")
        for h in ("09:00", "09:30", "10:15", "11:00", "13:30", "14:15", "15:30")
    ]
    visits = []
    receipts = []
    undos = []
    now = datetime(2026, 9, 14, 8, 30)
    problems = []

    def pick():
        return rnd.choice(visits)

    for step in range(130):
        op = rnd.choice(
            "book book pay pay split rebook cancel noshow turn advance back move refund correct invoice undo undo merge reinstate clock exempt swap".split()
        )
        try:
            if op == "book" or not visits:
                roles = rnd.choice([(FIRST,), (FIRST, PARTNER), (FIRST, PARTNER, CHILD)])
                ps = [desk.person(f"P {step} {i}") for i, _ in enumerate(roles)]
                when = rnd.choice(times)
                visits.append(
                    desk.book(when, roles, persons=ps, desk=rnd.choice(["desk1", "desk2"]))
                )
            elif op == "pay":
                b = pick()
                receipts.append(pay(desk, b).receipt_id)
            elif op == "split":
                b = pick()
                p = rnd.choice(desk.sheet(b).comers).person_id
                d = c.reception.split_off(
                    desk.actor,
                    b.visit_id,
                    p,
                    desk.place(rnd.choice(times), 1, rnd.choice(["desk1", "desk2"])),
                    key=desk.key(),
                )
                visits.append(d.value)
                undos.append(d.undo)
            elif op == "rebook":
                b = pick()
                n = sum(1 for x in desk.sheet(b).comers if x.outcome is not Outcome.ANOTHER_DAY)
                d = c.reception.rebook(
                    desk.actor,
                    b.visit_id,
                    desk.place(rnd.choice(times), n, rnd.choice(["desk1", "desk2"])),
                    key=desk.key(),
                )
                visits.append(d.value)
                undos.append(d.undo)
            elif op == "cancel":
                b = pick()
                undos.append(
                    c.appointments.cancel(
                        desk.actor,
                        b.visit_id,
                        ver(desk, b),
                        VisitState.CANCELLED_BY_VISITOR,
                        "x",
                        key=desk.key(),
                    ).undo
                )
            elif op == "reinstate":
                b = pick()
                undos.append(
                    c.appointments.reinstate(
                        desk.actor, b.visit_id, ver(desk, b), key=desk.key()
                    ).undo
                )
            elif op == "noshow":
                b = pick()
                undos.append(desk.no_show(b).undo)
            elif op == "turn":
                b = pick()
                undos.append(desk.turn_away(b, "R04").undo)
            elif op == "advance":
                b = pick()
                st = desk.sheet(b).state
                to = {
                    VisitState.PLANNED: VisitState.ARRIVED,
                    VisitState.ARRIVED: VisitState.AT_DESK,
                    VisitState.AT_DESK: VisitState.AT_HELPDESK,
                    VisitState.AT_HELPDESK: VisitState.DONE,
                }.get(st, VisitState.DONE)
                undos.append(desk.advance(b, to).undo)
            elif op == "back":
                desk.step_back(pick(), "oops")
            elif op == "move":
                b = pick()
                undos.append(
                    c.appointments.move(
                        desk.actor,
                        b.visit_id,
                        ver(desk, b),
                        desk.place(
                            rnd.choice(times),
                            len(desk.sheet(b).comers),
                            rnd.choice(["desk1", "desk2"]),
                            moving=b,
                        ),
                        key=desk.key(),
                    ).undo
                )
            elif op == "swap":
                a, b = pick(), pick()
                undos.append(
                    c.reception.late(
                        desk.actor,
                        a.visit_id,
                        ver(desk, a),
                        LateAnswer.SWAPPED,
                        b.visit_id,
                        key=desk.key(),
                    ).undo
                )
            elif op == "refund" and receipts:
                c.till.refund_in_full(
                    desk.actor,
                    rnd.choice(receipts),
                    rnd.choice([Means.PIN, Means.CASH, Means.BANK_TRANSFER]),
                    "x",
                    key=desk.key(),
                )
            elif op == "correct" and receipts:
                c.till.correct_means(
                    desk.actor,
                    rnd.choice(receipts),
                    *rnd.sample([Means.PIN, Means.CASH, Means.BANK_TRANSFER], 2),
                    "x",
                    key=desk.key(),
                )
            elif op == "invoice" and receipts:
                c.till.invoice_for(
                    desk.actor,
                    rnd.choice(receipts),
                    Recipient(f"N{rnd.randrange(2)}", ("S", "T")),
                    key=desk.key(),
                )
            elif op == "merge" and len(visits) > 1 and rnd.random() < 0.3:
                undos.append(
                    c.people.merge(
                        desk.actor, pid(desk, pick(), 0), pid(desk, pick(), 0), key=desk.key()
                    ).undo
                )
            elif op == "exempt":
                b = pick()
                c.till.exempt(
                    desk.actor,
                    b.visit_id,
                    [LineChoice(pid(desk, b, 0), drop_reason="x")],
                    key=desk.key(),
                )
            elif op == "clock":
                now += timedelta(minutes=rnd.choice([5, 30, 120, 1440]))
                at(now.strftime("%Y-%m-%d %H:%M"))
            elif op == "undo" and undos:
                u = undos.pop(rnd.randrange(len(undos)))
                u and u()
        except Refusal as r:
            r.message()
        except IndexError:
            pass
        except NotADirectoryError:
            pass
        visits = [v for v in visits if exists(desk, v)]
        for v in visits[-3:]:
            c.till.sheet(v.visit_id)
    assert verify(desk) == []
    with desk.store.reading() as tx:
        rows = tx.rows(
            "select vp.person_id, v.case_id, count(*) from visit v join visit_person vp on vp.visit_id=v.id where v.state in ('planned','arrived','at_desk','at_helpdesk') and (vp.outcome is null or vp.outcome<>'another_day') group by 1,2 having count(*)>1"
        )
        assert rows == []
        # active and not squeezed has its ticks to come
        rows = tx.rows(
            "select a.id from appointment a join visit v on v.id=a.visit_id where a.active and v.squeeze_reason is null and (a.busy_until-a.starts_at)/300 <> (select count(*) from occupancy o where o.appointment_id=a.id)"
        )
        assert rows == [], rows


def exists(desk, b):
    with desk.store.reading() as tx:
        return tx.first(select(Visit.id).where(Visit.id == b.visit_id)) is not None
