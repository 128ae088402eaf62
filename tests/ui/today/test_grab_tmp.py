import os, sys; sys.path.insert(0, '/tmp')
import dutch
import pytest
from tests.ui.today.test_today import *  # noqa
from tests.ui.today.test_today import day_under_way  # noqa
for n in [n for n in dir() if n.startswith("test_")]: del globals()[n]

@pytest.mark.parametrize("theme,lang,size", [("light","en",(1440,900)),("dark","nl",(1440,900)),("light","nl",(1100,700)),])
def test_grab(day_under_way, enter, dressed, theme, lang, size, home):
    dutch.install()
    home.wait(home.person("Ana Lucía Fernández Ortiz"), TODAY)
    topics = home.centre.appointments.catalogue().topics
    from expatdesk.services.appointments.types import QuestionEntry
    for t, n in ((topics[0], 3), (topics[3], 1), (topics[7], 2)):
        for i in range(n):
            home.centre.reception.ask(home.actor(), QuestionEntry(t.topic_id, Channel.DESK, 5+i), key=home.key())
    dressed.choose(theme)
    room = enter(size=size)
    room.desk.set_language(lang)
    page = page_of(room)
    room.settle()
    print(nameless(page), cut_texts(page))
    room.window.grab().save(f"/tmp/grabs-desk/today-{theme}-{lang}-{size[0]}.png")
    from expatdesk.ui import theme as t
