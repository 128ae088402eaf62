"""Opens the window, or does what the command line asks for: `python -m expatdesk`."""

from __future__ import annotations

from expatdesk.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
