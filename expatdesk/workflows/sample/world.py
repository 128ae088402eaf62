"""Puts the parts of the sample together: who there is, what happened, what is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from expatdesk.clock import day_bounds, day_of, epoch_of
from expatdesk.services.filling.past import Past
from expatdesk.workflows.sample import office
from expatdesk.workflows.sample.booking import Bookings
from expatdesk.workflows.sample.firms import found_market
from expatdesk.workflows.sample.ground import Ground
from expatdesk.workflows.sample.history import History, Work
from expatdesk.workflows.sample.life import Life
from expatdesk.workflows.sample.party import Parties
from expatdesk.workflows.sample.receiving import Receiving
from expatdesk.workflows.sample.settling import Settling
from expatdesk.workflows.sample.shelf import Times, fill_shelf, hand_out
from expatdesk.workflows.sample.sources import read_sources
from expatdesk.workflows.sample.today import Today, print_troubles

_DAY = 86_400


class World:
    def __init__(self, seed: int, rng: Random, ground: Ground, moment: int) -> None:
        self._seed = seed
        self._rng = rng
        self._ground = ground
        self._moment = moment
        self._sources = read_sources()
        self._lives: list[Life] = []

    def live(self, past: Past, first: date, progress: Callable[[float], None]) -> None:
        """From the first day to the moment, and what is booked after it."""
        rng, ground, sources = self._rng, self._ground, self._sources
        since = epoch_of(first, 9 * 60)
        named = tuple(
            ground.founded.exemptions[rule.code]
            for rule in ground.plan.exemptions
            if rule.named_employers
        )
        market = found_market(rng, sources, dict(ground.founded.municipalities), named, since)
        past.organisations += [firm.past for firm in market.all]
        bookings = Bookings(rng, ground, sources, first_person_id=len(market.all) + 1)
        work = Work(
            rng=rng,
            ground=ground,
            parties=Parties(rng, sources, ground, market),
            bookings=bookings,
            receiving=Receiving(rng, ground, sources, bookings),
            settling=Settling(rng, ground, sources, bookings, self._moment),
            seed=self._seed,
            now=self._moment,
            today=day_of(self._moment),
        )
        history = History(work)
        history.go_through(first, Today(work).live, progress)
        self._lives = history.lives
        office.block_desks(work, history, sources, past)
        office.make_waiting_list(work, history, past)
        office.write_messages(work, self._lives, past)
        office.ask_questions(work, sources, past, since)
        print_troubles(self._lives, day_bounds(work.today)[0])

    def forget(self, *, visits_before: date, papers_before: date, at: int) -> None:
        """What is older than its term is anonymous already, but for what is still open."""
        for life in self._lives:
            life.forget_papers(papers_before)
        old = [
            life for life in self._lives if life.last_day < visits_before and not life.is_waited_for
        ]
        gone = {life.case.id for life in old}
        kept = frozenset(
            person.id for life in self._lives if life.case.id not in gone for person in life.people
        )
        for life in old:
            days = (visits_before - life.last_day).days
            life.forget(at - (days - 1) * _DAY, kept)

    def keep_sheets(self, past: Past, first: date) -> None:
        """Information sheets since the first day, and which of them went with the visits."""
        sheets = self._ground.plan.sheets
        if sheets is None:
            return
        times = Times(first, self._moment)
        fill_shelf(past, sheets, self._ground, times, self._sources.words)
        hand_out(past, sheets, self._ground, times, self._lives)

    def write(self, past: Past) -> None:
        for life in self._lives:
            life.write(past)
        past.visits.sort(key=lambda visit: visit.id)
