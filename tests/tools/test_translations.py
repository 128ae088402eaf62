"""The check of the catalogues finds each kind of fault and passes what is right."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parent.parent.parent

CODE = """
from expatdesk.i18n import N_, _, ngettext, pgettext, translator

TABLE = (N_("Desk"),)

def show(count, speech):
    _("{name} is here")
    ngettext("one place", "{count} places", count)
    pgettext("case", "Open")
    return speech.gettext("Receipt")
"""

RIGHT = {
    "Desk": "Balie",
    "{name} is here": "{name} is er",
    "one place": ["één plek", "{count} plekken"],
    "case|Open": "Lopend",
    "Receipt": "Bon",
}


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, on a small package of its own."""
    spec = importlib.util.spec_from_file_location("tool", ROOT / "tools" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "CODE", tmp_path / "code")
    monkeypatch.setattr(module, "TRANSLATIONS", tmp_path / "translations")
    monkeypatch.setattr(module.texts_of_the_code, "__defaults__", (tmp_path / "code",))
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "shown.py").write_text(CODE, encoding="utf-8")
    return module


def problems(tool: ModuleType) -> list[str]:
    return list(tool.problems_of(tool._read(tool._paths()[0]), tool.texts_of_the_code()))


def catalogue(tool: ModuleType) -> str:
    return tool._paths()[0].read_text(encoding="utf-8")


def test_all_texts_of_the_code_are_asked_for(
    tool: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tool.missing() == 0
    asked = json.loads(capsys.readouterr().out)
    assert asked.keys() == RIGHT.keys()
    assert asked["one place"] == ["one place", "{count} places"]


def test_a_full_catalogue_passes_and_can_be_compiled(tool: ModuleType) -> None:
    assert tool.apply(RIGHT) == 0
    assert tool.compile_all() == 0
    assert tool._paths()[0].with_suffix(".mo").is_file()


@pytest.mark.parametrize("lacking", RIGHT)
def test_a_text_without_translation_is_found(tool: ModuleType, lacking: str) -> None:
    assert tool.apply({key: text for key, text in RIGHT.items() if key != lacking}) == 1
    assert problems(tool) == [f"not translated: {lacking!r}"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"one place": "één plek"}, "has a plural"),
        ({"one place": ["één plek"]}, "has a plural"),
        ({"one place": ["één plek", "{count} plekken", "meer"]}, "has a plural"),
        ({"one place": ["één plek", None]}, "has a plural"),
        ({"Desk": ["Balie", "Balies"]}, "has no plural"),
        ({"Door": "Deur"}, "The code has no text 'Door'"),
        ({"Open": "Lopend"}, "The code has no text 'Open'"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_and_nothing_is_taken_over(
    tool: ModuleType,
    wrong: dict[str, object],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    tool.apply(RIGHT)
    before = catalogue(tool)
    capsys.readouterr()
    assert tool.apply({"Receipt": "Kwitantie", **wrong}) == 1
    said = capsys.readouterr().err
    assert words in said
    assert "nothing was taken over" in said
    assert catalogue(tool) == before


def test_a_plural_with_one_form_empty_is_found(tool: ModuleType) -> None:
    tool.apply({**RIGHT, "one place": ["één plek", ""]})
    assert problems(tool) == ["not translated: 'one place'"]


def test_a_text_that_is_new_in_the_code_is_found(tool: ModuleType) -> None:
    tool.apply(RIGHT)
    (tool.CODE / "new.py").write_text('def show(): return _("New")', encoding="utf-8")
    assert problems(tool) == ["not in the catalogue: 'New'"]


def test_a_text_that_is_gone_is_found_and_dropped_by_an_update(tool: ModuleType) -> None:
    tool.apply(RIGHT)
    (tool.CODE / "shown.py").write_text(CODE.replace("Receipt", "Slip"), encoding="utf-8")
    assert "not in the code any more: 'Receipt'" in problems(tool)
    tool.update()
    assert problems(tool) == ["not translated: 'Slip'"]


def test_a_fuzzy_translation_is_found(tool: ModuleType) -> None:
    tool.apply(RIGHT)
    path: Path = tool._paths()[0]
    fuzzy = catalogue(tool).replace('msgid "Desk"', '#, fuzzy\nmsgid "Desk"')
    path.write_text(fuzzy, encoding="utf-8")
    assert problems(tool) == ["fuzzy: 'Desk'"]


def test_an_obsolete_translation_is_found(tool: ModuleType) -> None:
    tool.apply(RIGHT)
    path: Path = tool._paths()[0]
    path.write_text(catalogue(tool) + '\n#~ msgid "Old"\n#~ msgstr "Oud"\n', encoding="utf-8")
    assert problems(tool) == ["obsolete: 'Old'"]


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("{name} is here", "{naam} is er"),
        ("{name} is here", "is er"),
        ("{name} is here", "{name is er"),
        ("one place", ["één plek", "plekken"]),
        ("one place", ["{number} plek", "{count} plekken"]),
        ("Desk", "Balie {name}"),
    ],
)
def test_other_placeholders_are_found(tool: ModuleType, key: str, wrong: str | list[str]) -> None:
    assert tool.apply({**RIGHT, key: wrong}) == 1
    assert any("other placeholders" in problem for problem in problems(tool))


def test_a_space_lost_at_the_edge_is_found(tool: ModuleType) -> None:
    tool.apply({**RIGHT, "Desk": "Balie "})
    assert any("other space" in problem for problem in problems(tool))


@pytest.mark.parametrize(
    "code",
    [
        'NAMES = [_("Desk")]',
        'class Door:\n    name = _("Desk")',
        'def show(name=_("Desk")): ...',
        'if True:\n    x = ngettext("one place", "{count} places", 1)',
    ],
)
def test_a_text_looked_up_while_importing_is_found(
    tool: ModuleType, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tool.apply(RIGHT)
    (tool.CODE / "early.py").write_text(code, encoding="utf-8")
    assert tool.check() == 1
    assert "early.py" in capsys.readouterr().out


def test_the_catalogue_merges_because_it_holds_neither_places_nor_dates(tool: ModuleType) -> None:
    tool.apply(RIGHT)
    first = catalogue(tool)
    assert "shown.py" not in first
    assert "Date" not in first
    ids = [line for line in first.splitlines() if line.startswith("msgid ")][1:]
    assert ids == sorted(ids)
    (tool.CODE / "shown.py").write_text("\n\n\n" + CODE, encoding="utf-8")
    tool.update()
    assert catalogue(tool) == first


def test_an_update_keeps_what_was_translated(tool: ModuleType) -> None:
    tool.apply(RIGHT)
    tool.update()
    assert problems(tool) == []


def test_a_lone_brace_is_no_placeholder(tool: ModuleType) -> None:
    assert tool.placeholders("a {b} {c!r} {d:>3}") == {"b", "c", "d"}
    assert tool.placeholders("a {") == {"{"}


def test_plurals_survive_reading_and_writing(tool: ModuleType) -> None:
    tool.apply(RIGHT)
    read: Catalog = tool._read(tool._paths()[0])
    message = read.get("one place")
    assert message is not None
    assert tuple(message.string or ()) == ("één plek", "{count} plekken")
