from PySide6.QtCore import Qt
import os
import pytest
import sys; sys.path.insert(0, '/tmp'); import dutch; dutch.install()
from tests.ui.audit import nameless, cut_texts, doubled_keys, rich_labels
from expatdesk.ui.language import speak
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier

@pytest.mark.parametrize("theme,lang", [("light","en"),("dark","nl")])
def test_grab(window, family, dressed, theme, lang):
    dressed.choose(theme); window.desk.set_language(lang)
    page = window.open()
    out = os.environ["GRABS"]
    def grab(name):
        window.settle()
        for f in (nameless, cut_texts, doubled_keys, rich_labels):
            if f(window.window): print(name, theme, lang, f.__name__, f(window.window))
        window.window.grab().save(f"{out}/{name}-{theme}-{lang}.png")
    window.type("okonk")
    grab("1-search")
    window.press(Qt.Key.Key_Return)
    window.press(Qt.Key.Key_H, ALT)
    window.press(Qt.Key.Key_A, ALT)
    window.press(Qt.Key.Key_3, ALT)
    window.press(Qt.Key.Key_Right)
    window.press(Qt.Key.Key_Down, times=2)
    window.press(Qt.Key.Key_Space)
    grab("2-family")
    window.press(Qt.Key.Key_Q, ALT)
    window.page.what.questions.button(window.page.what.questions._questions[3].question_id, yes=True).click()
    grab("3-refused")
    window.press(Qt.Key.Key_A, ALT)
    page.what.payer.combo.setCurrentIndex(1); page.what.payer.combo._activated(1)
    page.what.booker.combo.setCurrentIndex(3); page.what.booker.combo._activated(3)
    window.press(Qt.Key.Key_S, ALT)
    window.press(Qt.Key.Key_L, ALT)
    grab("4-employer")
    page.who.search.setFocus()
    window.type("Ada Okonk")
    window.press(Qt.Key.Key_Return, CTRL)
    grab("5-new")
    window.press(Qt.Key.Key_M, ALT)
    grab("6-new-more")
