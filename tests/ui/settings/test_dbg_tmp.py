from tests.ui.settings.test_settings import *  # noqa
for n in [n for n in dir() if n.startswith("test_")]: del globals()[n]
from PySide6.QtWidgets import QApplication
def test_dbg(home, enter):
    room = enter()
    page = settings(room, "topics")
    f = field(page, "entry", "name")
    print("active", QApplication.activeWindow(), room.window.isActiveWindow(), f.isVisible(), f.isEnabled(), f.window(), page.panel.isVisible())
    print("focus0", QApplication.focusWidget())
    f.setFocus()
    print("focus", QApplication.focusWidget(), f.hasFocus(), room.window.focusWidget())
    p = f
    while p is not None:
        print(type(p).__name__, p.isVisible(), p.isEnabled(), p.size()); p = p.parentWidget()
