"""The command line: opens the window, fills a sample centre, draws, checks, keeps and restores."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from expatdesk import __version__
from expatdesk.i18n import Language, _, set_language
from expatdesk.paths import data_dir

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.storage.place import Place

DEMO_SEED = 71
DEMO_YEARS = 7
BROKEN, FAILED = 1, 2


@click.group(invoke_without_command=True)
@click.option(
    "--data",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that holds all of a centre; made when it is not there.",
)
@click.option(
    "--database",
    metavar="URL",
    help="A PostgreSQL database instead of a folder: postgresql://user@host/name.",
)
@click.version_option(__version__, prog_name="expatdesk")
@click.pass_context
def main(context: click.Context, data: Path | None, database: str | None) -> None:
    """ExpatDesk: the day of an expat centre, at the desk.

    Without a command the window opens on the centre in DIR or at URL; with neither, on the
    one in this user's own folder.

    Exit codes: 0 all is well, 1 verify found a law broken, 2 it could not be done.
    """
    _speak_as_the_system()
    if data is not None and database is not None:
        raise click.UsageError(_("Give --data or --database, not both."))
    context.obj = _place(data, database)
    if context.invoked_subcommand is None:
        sys.exit(_open_window(context.obj))


@main.command()
@click.option("--seed", default=DEMO_SEED, show_default=True, help="Other numbers, other people.")
@click.option(
    "--years",
    default=DEMO_YEARS,
    show_default=True,
    type=click.IntRange(1, 20),
    help="How many years of history.",
)
@click.option("--no-window", is_flag=True, help="Only fill the centre.")
@click.pass_obj
def demo(place: Place, seed: int, years: int, *, no_window: bool) -> None:
    """Fill an empty place with an invented centre, and open the window on it.

    Everybody and everything in it is invented. The same seed on the same day gives the same
    centre. One that this command has filled before is opened as it is. When the centre is
    closed at this hour, its clock stands late in the morning of the last open day.
    """
    from expatdesk.workflows.sample import fill, is_sample_of, moment_of

    with _centre(place) as centre:
        if not is_sample_of(centre, seed, years):
            with _bar(_("Sample centre")) as progress:
                fill(centre, seed=seed, years=years, progress=progress)
        now = moment_of(centre)
    if not no_window:
        sys.exit(_open_window(place, now=now, sample=True))


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--language", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.pass_obj
def tour(place: Place, folder: Path, language: str, theme: str) -> None:
    """Draw each window as PNG and each document as PDF into DIR.

    Opens each window on the data of the centre, at the size of a desk's screen; no display is
    needed. Prints the name of each file.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from expatdesk.ui.tour import draw

    set_language(language)
    with _centre(place, create=False, sample_time=True) as centre:
        for path in draw(centre, folder, language=language, theme=theme):
            click.echo(path)


@main.command()
@click.pass_obj
def verify(place: Place) -> None:
    """Recompute every law over all the data.

    Says each law in a line, and exits with 1 where one is broken. Nothing is changed.
    """
    from expatdesk.services.verification import verify as findings

    broken = 0
    with _centre(place, create=False) as centre:
        for finding in findings(centre.store):
            mark = "ok    " if finding.holds else "BROKEN"
            detail = f": {finding.detail}" if finding.detail else ""
            click.echo(f"{mark}  {finding.law}{detail}")
            broken += not finding.holds
    sys.exit(BROKEN if broken else 0)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(place: Place, file: Path) -> None:
    """Write a consistent copy of the whole centre into FILE.

    Others may go on working meanwhile. The copy is one SQLite file, from PostgreSQL too, so
    that it also moves a centre from one to the other. Beside it stands its checksum. An
    earlier FILE is replaced only when the new one is whole.
    """
    from expatdesk.storage.backup import backup as write

    with _centre(place, create=False) as centre, _bar(_("Backup")) as progress:
        write(centre.store, file, progress)
    click.echo(file)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def restore(place: Place, file: Path) -> None:
    """Bring a centre back from FILE into an empty place: all of it or nothing.

    The place is the DIR or the URL that stands before this command.
    """
    from expatdesk.model import metadata
    from expatdesk.storage.backup import restore as read
    from expatdesk.storage.laws import centre_laws

    with _told_failures(), _bar(_("Restore")) as progress:
        read(file, place, metadata, centre_laws(), progress)
    click.echo(f"{file} → {place}")


def _place(data: Path | None, database: str | None) -> Place:
    from expatdesk.storage.place import Place

    if database is None:
        return Place.folder(data or data_dir())
    try:
        return Place.url(database)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--database") from error


@contextmanager
def _centre(place: Place, *, create: bool = True, sample_time: bool = False) -> Iterator[Centre]:
    """The open centre; its failures are told. `sample_time`: a sample's clock goes on there."""
    from expatdesk.application import open_centre
    from expatdesk.clock import ShiftedClock
    from expatdesk.workflows.sample import moment_of

    with _told_failures():
        centre = open_centre(place, create=create)
        _tell_upgrade(centre)
        try:
            moment = moment_of(centre) if sample_time else None
            if moment is not None:
                centre.store.close()
                centre = open_centre(place, ShiftedClock(moment), create=False)
            yield centre
        finally:
            centre.store.close()


def _tell_upgrade(centre: Centre) -> None:
    from expatdesk.workflows.refusals import words_after_upgrade

    upgraded = centre.store.upgraded
    if upgraded is not None and upgraded.copy is not None:
        click.echo(words_after_upgrade(upgraded.copy), err=True)


@contextmanager
def _told_failures() -> Iterator[None]:
    """Says what went wrong in a sentence instead of a traceback, and exits with 2."""
    from expatdesk.services.base import Refusal
    from expatdesk.storage.errors import StoreError
    from expatdesk.workflows.refusals import words_for

    try:
        yield
    except Refusal as refusal:
        _fail(refusal.message())
    except (StoreError, OSError) as problem:
        _fail(words_for(problem) or str(problem))


def _fail(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(FAILED)


@contextmanager
def _bar(label: str) -> Iterator[Callable[[float], None]]:
    """A progress bar that is told parts of one; where nobody watches only its label is said."""
    with click.progressbar(length=100, label=label, file=sys.stderr) as bar:

        def told(part: float) -> None:
            step = int(part * 100) - bar.pos
            if step > 0:
                bar.update(step)

        yield told


def _open_window(place: Place, *, now: datetime | None = None, sample: bool = False) -> int:
    # Nothing of what is loaded now becomes garbage; the window sees to it once it is painted.
    gc.disable()
    from expatdesk.application import load, open_centre

    load()
    from expatdesk.ui.main import open_window

    return open_window(place, open_centre, now=now, sample=sample)


def _speak_as_the_system() -> None:
    """What goes wrong is said in the language of the system where we speak it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        spoken = os.environ.get(name, "")
        if spoken:
            if spoken[:2] in set(Language):
                set_language(spoken[:2])
            return
