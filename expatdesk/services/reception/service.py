"""The subject Reception: all its use cases under one name."""

from __future__ import annotations

from expatdesk.services.reception.flow import Flow
from expatdesk.services.reception.outcomes import Outcomes
from expatdesk.services.reception.papers import Papers


class Reception(Flow, Papers, Outcomes):
    """What happens at the desk, person by person and step by step, and what comes of it."""
