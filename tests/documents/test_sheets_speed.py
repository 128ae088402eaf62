"""What a person waits for. How long it takes beside its floor is said by `make bench`."""

from __future__ import annotations

import time
from dataclasses import replace

from papers import CENTRE
from sheet_papers import FIELDS, MADE_AT, body_of

from expatdesk.documents.raster import picture
from expatdesk.documents.sheets import SheetOnPaper, render_pack, render_sheet


def sheet(number):
    return SheetOnPaper(number, 1, tuple((each, body_of(number, each)) for each in ("en", "nl")))


def seconds(work):
    """Of the quickest of three: what other work on the machine costs is not ours."""
    taken = []
    for _turn in range(3):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def test_a_pack_of_six_sheets_takes_less_than_a_second():
    papers = [
        replace(sheet(number), made_for=("王小明", "Wang Xiaoming")) for number in range(1, 7)
    ]

    assert seconds(lambda: render_pack(papers, CENTRE, FIELDS, MADE_AT)) < 1


def test_the_preview_is_there_150_milliseconds_after_a_key():
    paper = sheet(11)
    typed = iter("abc")

    def preview():
        body = paper.bodies[0][1] + next(typed)
        changed = replace(paper, bodies=(("en", body), paper.bodies[1]), draft=True)
        picture(render_sheet(changed, CENTRE, FIELDS, MADE_AT), 0, 1.5)

    assert seconds(preview) < 0.15
