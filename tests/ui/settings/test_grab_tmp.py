import sys

sys.path.insert(0, "/tmp")
import pytest

from tests.ui.settings.test_settings import *  # noqa

for n in [n for n in dir() if n.startswith("test_")]:
    del globals()[n]


@pytest.mark.parametrize(
    "theme,lang,size",
    [
        ("light", "en", (1440, 900)),
        ("dark", "nl", (1440, 900)),
        ("light", "nl", (1100, 700)),
    ],
)
def test_grab(home, enter, dressed, theme, lang, size):

    dressed.choose(theme)
    room = enter(size=size)
    room.desk.set_language(lang)
    for section in (*(one.name for one in SECTIONS), "window"):
        page = settings(room, section)
        print(section, nameless(page), cut_texts(page))
        room.window.grab().save(f"/tmp/grabs-desk/s-{section}-{theme}-{lang}-{size[0]}.png")
