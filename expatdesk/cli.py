"""The command line: opens the window, fills a sample centre, draws, checks, keeps and restores."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from expatdesk import __version__
from expatdesk.i18n import _, set_language
from expatdesk.paths import data_dir

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.storage.place import Place

DEMO_SEED = 71
DEMO_YEARS = 7


@click.group(invoke_without_command=True)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that holds all of a centre (made when it is not there).",
)
@click.option("--database", metavar="URL", help="A PostgreSQL database: postgresql+psycopg://…")
@click.version_option(__version__, prog_name="expatdesk")
@click.pass_context
def main(context: click.Context, data: Path | None, database: str | None) -> None:
    """ExpatDesk: the day of an Expat Centre, at the desk.

    Without a command the window opens on the centre kept in DIR or at URL.
    """
    if data is not None and database is not None:
        raise click.UsageError("Give --data or --database, not both.")
    context.obj = _place(data, database)
    if context.invoked_subcommand is None:
        _open_window(context.obj)


@main.command()
@click.option("--seed", default=DEMO_SEED, show_default=True, help="Other numbers, another centre.")
@click.option(
    "--years", default=DEMO_YEARS, show_default=True, type=click.IntRange(1, 20), help="Of history."
)
@click.option("--no-window", is_flag=True, help="Only fill the centre.")
@click.pass_obj
def demo(place: Place, seed: int, years: int, *, no_window: bool) -> None:
    """Fill an empty centre with an invented one, and open the window on it.

    The same seed on the same day gives the same centre. A centre that is already there and was
    filled by this command today is opened as it is.
    """
    from expatdesk.workflows.sample import fill, is_sample_of

    with _centre(place) as centre:
        if not is_sample_of(centre, seed, years):
            with click.progressbar(length=100, label="Sample centre") as bar:
                fill(centre, seed=seed, years=years, progress=_percent(bar))
        now = _sample_clock(centre)
    if not no_window:
        _open_window(place, now=now, sample=True)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--language", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.pass_obj
def tour(place: Place, folder: Path, language: str, theme: str) -> None:
    """Draw each window as PNG and each document as PDF into FOLDER."""
    from expatdesk.ui.tour import draw

    set_language(language)
    with _centre(place, create=False) as centre:
        for path in draw(centre, folder, language=language, theme=theme):
            click.echo(path)


@main.command()
@click.pass_obj
def verify(place: Place) -> None:
    """Recompute every law over all the data; exit with 1 where one is broken."""
    from expatdesk.services.verification import verify as findings

    broken = 0
    with _centre(place, create=False) as centre:
        for finding in findings(centre.store):
            mark = "ok    " if finding.holds else "BROKEN"
            click.echo(f"{mark}  {finding.law}" + (f": {finding.detail}" if finding.detail else ""))
            broken += not finding.holds
    sys.exit(1 if broken else 0)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(place: Place, file: Path) -> None:
    """Write a consistent copy of the centre into FILE, also from PostgreSQL."""
    from expatdesk.storage.backup import backup as write

    with (
        _centre(place, create=False) as centre,
        click.progressbar(length=100, label="Backup") as bar,
    ):
        write(centre.store, file, _percent(bar))
    click.echo(file)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def restore(place: Place, file: Path) -> None:
    """Bring back a centre from FILE into an empty place, SQLite or PostgreSQL."""
    from expatdesk.model import metadata
    from expatdesk.storage.backup import restore as read
    from expatdesk.storage.laws import centre_laws

    with _told_errors():
        read(file, place, metadata, centre_laws())
    click.echo(f"{file} → {place}")


def _place(data: Path | None, database: str | None) -> Place:
    from expatdesk.storage.place import Place

    if database is not None:
        return Place.url(database)
    return Place.folder(data or data_dir())


@contextmanager
def _centre(place: Place, *, create: bool = True) -> Iterator[Centre]:
    from expatdesk.application import open_centre

    with _told_errors():
        centre = open_centre(place, create=create)
        try:
            yield centre
        finally:
            centre.store.close()


@contextmanager
def _told_errors() -> Iterator[None]:
    """Says a storage error or a refusal in one sentence instead of a traceback."""
    from expatdesk.services.base import Refusal
    from expatdesk.storage.errors import StoreError

    try:
        yield
    except (StoreError, Refusal) as problem:
        _fail(problem.message() if isinstance(problem, Refusal) else str(problem))


def _fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)


def _sample_clock(centre: Centre) -> datetime | None:
    from expatdesk.workflows.sample import moment_of

    return moment_of(centre)


def _open_window(place: Place, *, now: datetime | None = None, sample: bool = False) -> None:
    from expatdesk.application import open_centre
    from expatdesk.ui.main import open_window

    sys.exit(open_window(place, open_centre, now=now, sample=sample))


def _percent(bar: object) -> object:
    raise NotImplementedError
