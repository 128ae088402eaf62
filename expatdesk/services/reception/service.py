"""The subject Reception: all its use cases under one name."""

from __future__ import annotations

from expatdesk.services.reception.follow_ups import FollowUps
from expatdesk.services.reception.lateness import Lateness
from expatdesk.services.reception.messages import Messages
from expatdesk.services.reception.offering import Offering
from expatdesk.services.reception.outcomes import Outcomes
from expatdesk.services.reception.papers import Papers
from expatdesk.services.reception.questions import Questions
from expatdesk.services.reception.rebooking import Rebooking


class Reception(
    Lateness,
    Papers,
    Outcomes,
    Rebooking,
    Questions,
    Offering,
    Messages,
    FollowUps,
):
    """What happens at the desk, person by person and step by step, and what comes of it."""
