import sys; sys.path.insert(0, '/tmp')
import dutch
import pytest
from tests.ui.lists.test_lists import *  # noqa
from tests.ui.lists.test_lists import unprinted  # noqa
for n in [n for n in dir() if n.startswith("test_")]: del globals()[n]

@pytest.mark.parametrize("theme,lang,size", [("light","en",(1440,900)),("dark","nl",(1440,900)),("light","nl",(1100,700)),])
def test_grab(unprinted, enter, dressed, theme, lang, size):
    dutch.install()
    home = unprinted
    call(home); call(home, MessageKind.MAIL)
    booked = home.book("Giorgi Beridze", TODAY + timedelta(days=1), 9 * 60)
    for days, note in ((0, "ask for the certificate"), (3, "phone the landlord")):
        entry = FollowUpEntry(booked.visit_id, TODAY + timedelta(days=days), note)
        home.centre.reception.add_follow_up(home.actor(), entry, key=home.key())
    home.wait(home.person("Yuki Tanaka"), TODAY + timedelta(days=1))
    home.wait(home.person("محمد عبد الله"), TODAY + timedelta(days=1))
    dressed.choose(theme)
    room = enter(size=size)
    room.desk.set_language(lang)
    for tab in ("calls", "mails", "waiting", "follow_ups", "unprinted", "history"):
        page = lists(room, tab)
        print(tab, nameless(page), cut_texts(page))
        room.window.grab().save(f"/tmp/grabs-desk/{tab}-{theme}-{lang}-{size[0]}.png")
