"""Workflows are tested on the scenario centre of the services' tests."""

from services.conftest import at, centre, jansen, kaya, visser

__all__ = ["at", "centre", "jansen", "kaya", "visser"]
