from __future__ import annotations
from datetime import date
import pytest
from services.reception.receiving import *
from expatdesk.services.base import Refusal, new_key
from expatdesk.services.till.types import *
from expatdesk.services.appointments.types import *
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import *
from expatdesk.storage.errors import *

NASTY = ["a\0b", "\ud800", "\u202e52,00", "{0} %s {name.__class__}", "x"*100_000, "111\u200b222333", "111\u200c222333","٣"]

def due(desk, b): return sum(l.gross for l in desk.centre.till.sheet(b.visit_id).lines)
def pay(desk, b, *t, **kw):
    t = t or (Tender(Means.PIN, due(desk,b)),)
    kw.setdefault("recipient", Recipient("A B", ("Street 1","Leiden")))
    return desk.centre.till.charge(desk.actor, ChargeRequest(b.visit_id, t, **kw), key=desk.key()).value
def ver(desk,b): return desk.sheet(b).version

@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("field", ["note","booker_contact","exemption_proof"])
def test_book_texts(desk, text, field):
    try: desk.book(**{field:text})
    except Refusal as r: r.message()

@pytest.mark.parametrize("text", NASTY)
def test_squeeze(desk, text):
    b = desk.book()
    place = desk.centre.appointments.place_at(desk.service_id,1,moment("2026-09-14 09:00"),desk.centre.founded.desks["desk1"],squeeze=True)
    try: desk.book(place=place, squeeze_reason=text)
    except Refusal as r: r.message()

@pytest.mark.parametrize("text", NASTY)
def test_cancel(desk, text):
    b = desk.book()
    try: desk.centre.appointments.cancel(desk.actor,b.visit_id,ver(desk,b),VisitState.CANCELLED_BY_VISITOR,text,key="c")
    except Refusal as r: r.message()
    try: desk.centre.appointments.block(desk.actor,1,moment("2026-09-15 09:00"),moment("2026-09-15 10:00"),text,key="d")
    except Refusal as r: r.message()

@pytest.mark.parametrize("text", NASTY)
def test_reference(desk, text):
    b = desk.book()
    try: pay(desk,b,Tender(Means.PIN,6050,reference=text))
    except Refusal as r: r.message()

@pytest.mark.parametrize("text", NASTY)
def test_recipient(desk, text):
    b = desk.book()
    for kw in ({"name":text},{"address":(text,)},{"vat_id":text},{"latin":text}):
        try: pay(desk,b,recipient=Recipient(**{"name":"A","address":("B",),**kw}))
        except Refusal as r: r.message()

@pytest.mark.parametrize("text", [*NASTY, '"', "*", "a OR b", "NEAR(a b)", "-", "^a", "a:b", "%", "_", "\\", "'", "'; DROP TABLE person; --", "(((", "a"*50+"!", "2026-%"])
def test_search(desk, text):
    desk.book()
    c=desk.centre
    c.people.find(text); c.people.find_anything(text); c.people.page(text=text)
    c.organisations.find(text); c.organisations.page(text=text)
    c.till.receipts(date(2026,1,1),date(2027,1,1),text); c.till.slips(date(2026,1,1),date(2027,1,1),text)
    c.appointments.by_code(text)
    c.appointments.visits(VisitQuery(date(2026,1,1),date(2027,1,1),text=text))

@pytest.mark.parametrize("text", NASTY)
def test_person_org(desk, text):
    from expatdesk.services.organisations.types import OrganisationEntry
    import dataclasses
    for f in ("full_name","given","surname","latin","original","call_name","street","city","postcode","email","phone","sort_key"):
        try: desk.person(**{"name":"A B", f:text} if f!="full_name" else {"name":text})
        except Refusal as r: r.message()
    for f in dataclasses.fields(OrganisationEntry):
        if f.type in ("str", str):
            try: desk.centre.organisations.add(desk.actor, OrganisationEntry(**{"name":"X", f.name:text}), key=desk.key())
            except Refusal as r: r.message()

@pytest.mark.parametrize("text", NASTY)
def test_reception_texts(desk, text):
    from expatdesk.services.reception.types import FollowUpEntry, MessageEntry
    b = desk.book(); r=desk.centre.reception
    def tr(f):
        try: f()
        except Refusal as e: e.message()
    desk.advance(b, VisitState.ARRIVED)
    tr(lambda: r.step_back(desk.actor,b.visit_id,ver(desk,b),text,key=desk.key()))
    tr(lambda: r.turn_away(desk.actor,b.visit_id,ver(desk,b),"R04",note=text,key=desk.key()))
    tr(lambda: r.turn_away(desk.actor,b.visit_id,ver(desk,b),text,key=desk.key()))
    tr(lambda: r.add_follow_up(desk.actor,FollowUpEntry(visit_id=b.visit_id,kind=FollowUpKind.OTHER,due=date(2026,9,20),note=text),key=desk.key()))
    tr(lambda: r.draft(desk.actor,MessageEntry(kind=MessageKind.MAIL,address=text,language="en",subject=text,body=text),key=desk.key()))
    tr(lambda: desk.centre.appointments.save_draft(desk.actor,"t","booking",text))

def test_reinstate_after_rebook(desk):
    b = desk.book()
    d = desk.centre.appointments.cancel(desk.actor,b.visit_id,ver(desk,b),VisitState.CANCELLED_BY_VISITOR,"ill",key="c")
    n = desk.centre.reception.rebook(desk.actor,b.visit_id,desk.place("2026-09-15 09:00"),key="r").value
    with pytest.raises(Refusal): d.undo()

def test_paid_then_split_too_late(desk):
    b = desk.book(roles=(FIRST,PARTNER))
    pay(desk,b)
    pid=[c.person_id for c in desk.sheet(b).comers][1] if hasattr(desk.sheet(b),"comers") else None
    n = desk.centre.reception.split_off(desk.actor,b.visit_id,pid,desk.place("2026-11-16 09:00"),key="s").value
    assert due(desk,n)==6050
    assert due(desk,b)==0

def test_free_split_moved_too_late(desk):
    b = desk.book(roles=(FIRST,PARTNER))
    pid=[c.person_id for c in desk.sheet(b).comers][1]
    n = desk.centre.reception.split_off(desk.actor,b.visit_id,pid,desk.place("2026-09-21 09:00"),key="s").value
    assert due(desk,n)==9075
    d=desk.centre.appointments.move(desk.actor,n.visit_id,ver(desk,n),desk.place("2026-11-16 09:00",moving=n),key="m")
    assert due(desk,n)==6050
    d.undo()
    assert due(desk,n)==9075

def test_key_reuse(desk):
    a = desk.book(); b=desk.book("2026-09-14 10:00")
    t=desk.centre.till
    r=t.charge(desk.actor,ChargeRequest(a.visit_id,(Tender(Means.PIN,6050),)),key="k").value
    with pytest.raises(Exception) as e:
        t.charge(desk.actor,ChargeRequest(b.visit_id,(Tender(Means.PIN,6050),)),key="k")
    print(repr(e))
