"""Fills an empty centre in bulk with what it is to have lived through: the sample centre."""

from __future__ import annotations

from expatdesk.services.filling.filling import fill_centre, last_log_line, read_mark

__all__ = ["fill_centre", "last_log_line", "read_mark"]
