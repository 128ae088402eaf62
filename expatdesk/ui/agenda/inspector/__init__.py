"""The panel at the right of the agenda."""

from expatdesk.ui.agenda.inspector.flows import VisitFlows
from expatdesk.ui.agenda.inspector.panel import VisitInspector

__all__ = ["VisitFlows", "VisitInspector"]
