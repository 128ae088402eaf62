"""How a centre made by an earlier program comes to the schema of this one.

`HEAD` and `SCHEMA` stand here as constants, so that a start needs no Alembic to see that
nothing is to be done. A test holds them against the files in `versions/`.
"""

from __future__ import annotations

from typing import Final

# The newest revision in versions/.
HEAD: Final = "0002"
# Counts revisions after which an earlier program may not write.
SCHEMA: Final = 1
# The oldest program that can work with SCHEMA.
MIN_PROGRAM: Final = "0.1.0"
