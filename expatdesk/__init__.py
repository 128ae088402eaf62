"""ExpatDesk: the desktop application with which the staff of an Expat Centre run their day."""

__version__ = "0.1.0"
