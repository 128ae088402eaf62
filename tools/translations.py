"""The catalogues: gathered from the code, checked, filled and compiled.

    extract        write translations/expatdesk.pot, the texts that the code has
    update         take them over into each catalogue; texts that are gone are dropped
    missing        print as JSON what is not translated: {id: ""}, plurals {id: [one, many]}
    apply FILE     take translations from such a JSON file; one that does not fit refuses all
    check          say all that is wrong; exit 1 if something is
    compile        write the .mo files

An id with a context is written "context|id" in the JSON. Catalogues are sorted by id and hold
neither places nor dates, so that work done side by side merges.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "expatdesk"
TRANSLATIONS = ROOT / "translations"
LANGUAGES = ("nl",)
LOOKUPS = {"_", "gettext", "ngettext", "pgettext"}
# Lines of the header that change with every run or say nothing.
RESTLESS = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    commands = arguments.add_subparsers(dest="command", required=True)
    for name in ("extract", "update", "missing", "check", "compile"):
        commands.add_parser(name)
    commands.add_parser("apply").add_argument("file", type=Path)
    chosen = arguments.parse_args()
    if chosen.command == "apply":
        return apply(json.loads(chosen.file.read_text(encoding="utf-8")))
    actions = {
        "extract": extract,
        "update": update,
        "missing": missing,
        "check": check,
        "compile": compile_all,
    }
    return actions[chosen.command]()


def extract() -> int:
    _write(TRANSLATIONS / "expatdesk.pot", texts_of_the_code())
    return 0


def update() -> int:
    for path in _paths():
        _write(path, _updated(path))
    return 0


def missing() -> int:
    found = {}
    for path in _paths():
        for message in _messages(_updated(path)):
            if not _is_translated(message):
                english = message.id
                found[_key(message)] = list(english) if message.pluralizable else ""
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


def apply(translations: dict[str, str | list[str]]) -> int:
    """Take translations over: all of them, or none where one does not fit the code's text."""
    refused = list(_refused(translations))
    for problem in refused:
        print(problem, file=sys.stderr)
    if refused:
        print(f"{len(refused)} in all; nothing was taken over.", file=sys.stderr)
        return 1
    for path in _paths():
        catalogue = _updated(path)
        by_key = {_key(message): message for message in _messages(catalogue)}
        for key, text in translations.items():
            by_key[key].string = tuple(text) if isinstance(text, list) else text
            by_key[key].flags.discard("fuzzy")
        _write(path, catalogue)
    return check()


def _refused(translations: dict[str, str | list[str]]) -> Iterator[str]:
    """Texts that the code does not have, and translations of another shape than their text.

    A plain string for a plural would be stored letter by letter.
    """
    by_key = {_key(message): message for message in _messages(texts_of_the_code())}
    for key, text in translations.items():
        message = by_key.get(key)
        if message is None:
            yield f"The code has no text {key!r}."
        elif message.pluralizable and not _is_plural(text):
            one, many = _forms(message.id)
            yield (
                f"{key!r} has a plural ({one!r}, {many!r}): its translation is a list of two,"
                f' ["one", "many"], and not {text!r}.'
            )
        elif not message.pluralizable and not isinstance(text, str):
            yield f"{key!r} has no plural: its translation is one text, and not {text!r}."


def _is_plural(text: str | list[str]) -> bool:
    """Two forms, as all of our languages have (another number of them needs another rule)."""
    return isinstance(text, list) and len(text) == 2 and all(isinstance(form, str) for form in text)


def check() -> int:
    problems = list(_looked_up_at_import())
    code = texts_of_the_code()
    for path in _paths():
        problems += [f"{path.parts[-3]}: {problem}" for problem in problems_of(_read(path), code)]
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} in all. `make translations` takes new texts over.")
    return 1 if problems else 0


def compile_all() -> int:
    for path in _paths():
        buffer = io.BytesIO()
        write_mo(buffer, _read(path))
        path.with_suffix(".mo").write_bytes(buffer.getvalue())
    return 0


def texts_of_the_code(folder: Path = CODE) -> Catalog:
    """All texts that the code marks; `translator(…).gettext` counts like `_`."""
    catalogue = Catalog(charset="utf-8")
    for _file, _line, message, comments, context in extract_from_dir(
        folder,
        method_map=[("**.py", "python")],
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    ):
        catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def problems_of(catalogue: Catalog, code: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue, measured by the texts of the code."""
    for message in _messages(code):
        known = catalogue.get(message.id, message.context)
        if known is None:
            yield f"not in the catalogue: {_key(message)!r}"
        elif known.fuzzy:
            yield f"fuzzy: {_key(message)!r}"
        elif not _is_translated(known) or message.pluralizable != known.pluralizable:
            yield f"not translated: {_key(message)!r}"
        else:
            yield from _unlike(known)
    for message in _messages(catalogue):
        if code.get(message.id, message.context) is None:
            yield f"not in the code any more: {_key(message)!r}"
    for obsolete in catalogue.obsolete.values():
        yield f"obsolete: {_key(obsolete)!r}"


def _unlike(message: Message) -> Iterator[str]:
    """A translation must use the placeholders of its original, and stand as near to its edges."""
    originals, translated = _forms(message.id), _forms(message.string)
    allowed = set().union(*(placeholders(text) for text in originals))
    for index, text in enumerate(translated):
        original = originals[min(index, len(originals) - 1)]
        used = placeholders(text)
        # A singular may leave the number out: "one place" for "{count} places".
        enough = used <= allowed if index < len(translated) - 1 else used == placeholders(original)
        if not enough:
            yield f"other placeholders in the translation of {_key(message)!r}: {text!r}"
        if (text[:1].isspace(), text[-1:].isspace()) != (
            original[:1].isspace(),
            original[-1:].isspace(),
        ):
            yield f"other space at the edges in the translation of {_key(message)!r}"


def placeholders(text: str) -> set[str]:
    """Names in braces; a text with a lone brace has that brace as its only placeholder."""
    try:
        return {
            name for _before, name, _format, _how in Formatter().parse(text) if name is not None
        }
    except ValueError:
        return {"{"}


def _looked_up_at_import() -> Iterator[str]:
    """Texts that are looked up while a module is loaded stay in one language for ever."""
    for path in sorted(CODE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for call in _calls_at_import(tree):
            if isinstance(call.func, ast.Name) and call.func.id in LOOKUPS:
                yield f"{path.relative_to(ROOT)}:{call.lineno}: looked up while importing; use N_"


def _calls_at_import(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for default in (*child.args.defaults, *filter(None, child.args.kw_defaults)):
                yield from _calls_at_import(ast.Expr(default))
        elif not isinstance(child, ast.Lambda):
            yield from _calls_at_import(child)


def _paths() -> list[Path]:
    return [TRANSLATIONS / name / "LC_MESSAGES" / "expatdesk.po" for name in LANGUAGES]


def _updated(path: Path) -> Catalog:
    catalogue, old = texts_of_the_code(), _read(path)
    catalogue.locale = old.locale
    catalogue.fuzzy = False
    for message in _messages(catalogue):
        known = old.get(message.id, message.context)
        if known is not None and known.pluralizable == message.pluralizable and not known.fuzzy:
            message.string = known.string
    return catalogue


def _read(path: Path) -> Catalog:
    if not path.is_file():
        return Catalog(locale=path.parts[-3], charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def _write(path: Path, catalogue: Catalog) -> None:
    buffer = io.BytesIO()
    catalogue.header_comment = ""
    write_po(buffer, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    lines = buffer.getvalue().decode().strip().splitlines()
    kept = [line for line in lines if not line.startswith(tuple(f'"{name}:' for name in RESTLESS))]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _is_translated(message: Message) -> bool:
    return bool(message.string) and all(_forms(message.string))


def _key(message: Message) -> str:
    english = _forms(message.id)[0]
    return f"{message.context}|{english}" if message.context else english


if __name__ == "__main__":
    sys.exit(main())
