"""Setting type: any script, in any mixture, as glyphs at places on a line.

`one_line` makes a text safe, `set_line` shapes it, `draw_line` puts it on a canvas.
"""

from __future__ import annotations

from expatdesk.documents.typesetting.directions import END_OF_ISOLATE, ISOLATE, one_line
from expatdesk.documents.typesetting.drawing import draw_line
from expatdesk.documents.typesetting.fonts import has_glyph, plain_ink
from expatdesk.documents.typesetting.line import Line, set_line

__all__ = [
    "END_OF_ISOLATE",
    "ISOLATE",
    "Line",
    "draw_line",
    "has_glyph",
    "one_line",
    "plain_ink",
    "set_line",
]
