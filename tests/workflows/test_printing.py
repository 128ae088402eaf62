"""What the system's printing answers is read; a fake `lp` plays its answers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from expatdesk.i18n import speaking
from expatdesk.services.settings.keys import NO_PRINTER
from expatdesk.terms import PrintState
from expatdesk.workflows.printing import (
    Abilities,
    FileSpooler,
    LpSpooler,
    NoPrinter,
    NotPrinted,
    Printer,
    PrinterHangs,
    PrinterRefused,
    PrinterState,
)

PDF = b"%PDF-1.7 a receipt"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that comes first on PATH; its `lpstat` knows that the print system runs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    fake(folder, "lpstat", 'echo "scheduler is running"')
    return folder


def fake(programs: Path, name: str, script: str) -> None:
    file = programs / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def test_a_job_that_is_taken_has_a_number(programs: Path, tmp_path: Path) -> None:
    fake(
        programs,
        "lp",
        f'cat > {tmp_path}/printed; echo "$@" > {tmp_path}/said\n'
        'echo "request id is Front-Desk-12 (1 file(s))"',
    )
    spooled = LpSpooler().submit(PDF, "2026-000001", "Front-Desk")
    assert (spooled.state, spooled.target, spooled.job) == (
        PrintState.PRINTED,
        "Front-Desk",
        "Front-Desk-12",
    )
    assert (tmp_path / "printed").read_bytes() == PDF
    said = (tmp_path / "said").read_text()
    assert said == "-d Front-Desk -n 1 -o sides=one-sided -t 2026-000001\n"


def test_without_a_name_the_default_printer_prints_and_is_named(programs: Path) -> None:
    fake(
        programs, "lp", 'case "$1" in -d) exit 1;; esac; echo "request id is Roll-2-3 (1 file(s))"'
    )
    assert LpSpooler().submit(PDF, "2026-000001").target == "Roll-2"


def test_a_rejected_document_is_not_printed(programs: Path) -> None:
    fake(programs, "lp", 'echo "lp: Destination \\"Roll\\" is not accepting jobs." >&2; exit 1')
    with pytest.raises(PrinterRefused) as refused:
        LpSpooler().submit(PDF, "2026-000001", "Roll")
    assert refused.value.problem == 'lp: Destination "Roll" is not accepting jobs.'
    assert refused.value.message() == "The printer “Roll” takes no documents now."


def test_words_that_are_not_known_are_passed_on(programs: Path) -> None:
    fake(programs, "lp", 'echo "/usr/bin/lp: Error - too many files." >&2; exit 1')
    with pytest.raises(PrinterRefused) as refused:
        LpSpooler().submit(PDF, "2026-000001", "Roll")
    assert refused.value.message() == (
        "The printer “Roll” does not take the document: too many files."
    )


def test_a_printer_without_a_name_refuses_without_one(programs: Path) -> None:
    fake(programs, "lp", 'echo "lp: Destination \\"Roll\\" is not accepting jobs." >&2; exit 1')
    with pytest.raises(PrinterRefused) as refused:
        LpSpooler().submit(PDF, "2026-000001")
    assert refused.value.message() == "The printer does not take the document."


def test_no_number_is_no_print_even_where_all_seems_well(programs: Path) -> None:
    fake(programs, "lp", "exit 0")
    with pytest.raises(PrinterRefused) as refused:
        LpSpooler().submit(PDF, "2026-000001", "Roll")
    assert refused.value.message() == "The printer “Roll” does not take the document."


def test_where_no_printer_is_wanted_none_is_asked(programs: Path, tmp_path: Path) -> None:
    fake(programs, "lp", f"touch {tmp_path}/asked")
    with pytest.raises(NoPrinter) as none:
        LpSpooler().submit(PDF, "2026-000001", NO_PRINTER)
    assert none.value.message() == "The settings say that there is no printer."
    assert not (tmp_path / "asked").exists()


def test_a_computer_without_a_default_printer_says_so(programs: Path) -> None:
    fake(programs, "lp", 'echo "lp: Error - no default destination available." >&2; exit 1')
    with pytest.raises(NoPrinter) as none:
        LpSpooler().submit(PDF, "2026-000001")
    assert none.value.message() == "No printer is set up on this computer."


def test_a_computer_without_a_print_system_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPrinter):
        LpSpooler().submit(PDF, "2026-000001")
    with pytest.raises(NoPrinter):
        LpSpooler().printers()


def test_a_printer_that_hangs_is_not_waited_for(programs: Path) -> None:
    fake(programs, "lp", "exec sleep 60")
    with pytest.raises(PrinterHangs) as hangs:
        LpSpooler(seconds=0.3).submit(PDF, "2026-000001", "Roll")
    # It may have been handed over at the last moment.
    assert hangs.value.message() == (
        "The printer “Roll” does not answer. Look whether the paper came out."
    )


def test_a_title_is_no_command(programs: Path, tmp_path: Path) -> None:
    fake(programs, "lp", f'for last; do :; done; echo "$last" > {tmp_path}/title\n'
         'echo "request id is A-1 (1 file(s))"')  # fmt: skip
    LpSpooler().submit(PDF, "-o ../$(touch x); rm -rf", "A")
    assert (tmp_path / "title").read_text().strip() == "-o ../$(touch x); rm -rf"


def test_no_paper_is_written_to_the_disk(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the program is killed meanwhile, nobody would take it away."""
    papers = tmp_path / "papers"
    papers.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(papers))
    fake(programs, "lp", f'cat > /dev/null; ls -A {papers} > {tmp_path}/there; '
         'echo "request id is A-1 (1 file(s))"')  # fmt: skip
    LpSpooler().submit(PDF, "2026-000001", "A")
    assert (tmp_path / "there").read_text() == ""


def test_a_printer_that_does_not_read_is_no_failure_of_the_program(programs: Path) -> None:
    fake(programs, "lp", 'exec <&-; echo "lp: Error - no room." >&2; exit 1')
    with pytest.raises(PrinterRefused) as refused:
        LpSpooler().submit(PDF * 100_000, "2026-000001", "Roll")
    assert refused.value.message().endswith("no room.")


@pytest.mark.parametrize("name", ["-hevil.example", "--help", "-"])
def test_a_printer_is_never_taken_for_an_option(programs: Path, tmp_path: Path, name: str) -> None:
    for program in ("lp", "lpstat", "lpoptions"):
        fake(programs, program, f"touch {tmp_path}/asked")
    with pytest.raises(PrinterRefused) as refused:
        LpSpooler().submit(PDF, "2026-000001", name)
    assert refused.value.message() == f"There is no printer “{name}” on this computer."
    assert LpSpooler().abilities(name) == Abilities()
    assert not (tmp_path / "asked").exists()


def test_printers_are_listed_with_their_state_the_default_one_first(programs: Path) -> None:
    fake(
        programs,
        "lpstat",
        'case "$*" in\n'
        '"-d -a -p") echo "system default destination: Roll"\n'
        '    echo "Archive accepting requests since today"\n'
        '    echo "Broken not accepting requests since today -"\n'
        '    echo "Roll accepting requests since today"\n'
        '    echo "printer Archive disabled since today -";;\n'
        "-e) echo Archive; echo Hallway;;\n"
        "esac",
    )
    with speaking("nl"):
        found = LpSpooler().printers()
    assert found == [
        Printer("Roll", is_default=True),
        Printer("Archive", is_default=False, state=PrinterState.PAUSED),
        Printer("Broken", is_default=False, state=PrinterState.REJECTING),
        # One of the network, which has no queue yet.
        Printer("Hallway", is_default=False),
    ]


def test_a_network_that_does_not_answer_hides_no_printer(programs: Path) -> None:
    fake(
        programs,
        "lpstat",
        'case "$1" in -e) exec sleep 60;; esac; echo "Roll accepting requests since today"',
    )
    assert LpSpooler(looking_seconds=0.3).printers() == [Printer("Roll", is_default=False)]


def test_no_printers_are_none(programs: Path) -> None:
    fake(
        programs,
        "lpstat",
        'test "$1" = -e || { echo "lpstat: No destinations added." >&2; exit 1; }',
    )
    assert LpSpooler().printers() == []


def test_a_print_system_that_is_down_says_so(programs: Path) -> None:
    fake(programs, "lpstat", 'echo "lpstat: Scheduler is not running." >&2; exit 1')
    with pytest.raises(NoPrinter) as down:
        LpSpooler().printers()
    assert down.value.message() == "The print system does not run."


def test_a_file_is_written_and_an_older_one_stays(tmp_path: Path) -> None:
    spooler = FileSpooler(tmp_path / "out")
    first = spooler.submit(PDF, "2026-000001")
    second = spooler.submit(PDF + b" again", "2026-000001")
    assert (first.state, Path(first.target).name) == (PrintState.FILED, "2026-000001.pdf")
    assert Path(first.target).read_bytes() == PDF
    assert Path(second.target).name == "2026-000001-2.pdf"
    assert [printer.is_default for printer in spooler.printers()] == [True]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file, no folder")
    with pytest.raises(NotPrinted) as refused:
        FileSpooler(tmp_path / "out").submit(PDF, "2026-000001")
    assert refused.value.message() == "The file cannot be written there."
