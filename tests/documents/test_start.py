"""Nothing heavy is imported before a document is asked for."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
import expatdesk.documents.receipt, expatdesk.documents.slip, expatdesk.documents.confirmation
import expatdesk.documents.daylist, expatdesk.documents.raster, expatdesk.documents.mail
import expatdesk.exchange.ics, expatdesk.exchange.csv_rows
heavy = {"reportlab", "segno", "pypdfium2", "icalendar", "anyascii", "PIL"}
heavy |= {"uharfbuzz", "uniseg", "bidi"}
print(sorted(heavy & set(sys.modules)))
"""


def test_importing_the_documents_imports_no_library_of_theirs():
    said = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=60
    )

    assert said.stdout.strip() == "[]"


def test_reportlab_is_closed_to_addresses_and_files():
    from papers import COUPLE_WITH_TWO
    from reportlab import rl_config

    from expatdesk.documents.receipt import render_receipt

    render_receipt(COUPLE_WITH_TWO)

    assert rl_config.trustedSchemes == []
    assert rl_config.trustedHosts == ["none.invalid"]
