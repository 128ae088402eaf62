"""Text that is there to be selected, searched and read aloud, under letters drawn as outlines.

All its characters share one blank glyph of a font of 600 bytes; a table says which character each
code stands for. ReportLab asks any object with these methods for the codes of a text and, when
the file is saved, for the objects of the font.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from expatdesk.paths import resources_dir

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream

NAME = "ExpatDesk-Unseen"
ADVANCE = 500.0
"""Width of each character, in thousandths of the type size."""

_ASCENT, _DESCENT = 900, -250
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /ExpatDesk-Unseen def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class _Face(NamedTuple):
    name: str


class UnseenFont:
    """Follows ReportLab's protocol for fonts that grow with the document."""

    face = _Face(NAME)
    fontName = NAME  # noqa: N815  ReportLab's name
    shapable = False
    _multiByte = 1  # noqa: N815  ReportLab's name
    _dynamicFont = 1  # noqa: N815  ReportLab's name

    def __init__(self, file: Path) -> None:
        self._file = file
        self._codes: WeakKeyDictionary[PDFDocument, dict[str, int]] = WeakKeyDictionary()

    def splitString(  # noqa: N802  ReportLab's name
        self, text: str, doc: PDFDocument
    ) -> list[tuple[int, bytes]]:
        """Two bytes for each character, all in one subset; code 0 stands for nothing."""
        codes = self._codes.setdefault(doc, {})
        numbers = (codes.setdefault(character, len(codes) + 1) for character in text)
        return [(0, b"".join(number.to_bytes(2) for number in numbers))]

    def stringWidth(  # noqa: N802  ReportLab's name
        self, text: str, size: float, encoding: str = "utf-8"
    ) -> float:
        del encoding  # ReportLab names it; a str has none
        return len(text) * ADVANCE * size / 1000

    def getSubsetInternalName(self, _subset: int, doc: PDFDocument) -> str:  # noqa: N802  as above
        if NAME not in doc.fontMapping:
            doc.fontMapping[NAME] = f"/F{len(doc.fontMapping) + 1}"
            doc.delayedFonts.append(self)
        return f"{doc.fontMapping[NAME]}+0"

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802  ReportLab's name
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

        codes = self._codes.pop(doc)
        system = PDFDictionary(
            {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        )
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(NAME),
                "CIDSystemInfo": system,
                "CIDToGIDMap": doc.Reference(_stream(doc, b"\0\0" + b"\0\1" * len(codes))),
                "DW": int(ADVANCE),
                "FontDescriptor": doc.Reference(self._descriptor(doc)),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(NAME),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([doc.Reference(descendant)]),
                "ToUnicode": doc.Reference(_stream(doc, _to_unicode(codes))),
            }
        )
        internal = self.getSubsetInternalName(0, doc)[1:]
        doc.idToObject["BasicFonts"].dict[internal] = doc.Reference(font)

    def _descriptor(self, doc: PDFDocument) -> object:
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        content = self._file.read_bytes()
        file = _stream(doc, content)
        file.dictionary["Length1"] = len(content)
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(NAME),
                "Flags": 4,
                "FontBBox": PDFArray([0, _DESCENT, int(ADVANCE), _ASCENT]),
                "ItalicAngle": 0,
                "Ascent": _ASCENT,
                "Descent": _DESCENT,
                "CapHeight": _ASCENT,
                "StemV": 80,
                "FontFile2": doc.Reference(file),
            }
        )


@cache
def unseen_font() -> str:
    """Registers the font with ReportLab at its first use; its name there."""
    from reportlab.pdfbase import pdfmetrics

    pdfmetrics.registerFont(
        UnseenFont(resources_dir() / "fonts" / "unseen" / "ExpatDeskUnseen.font")
    )
    return NAME


def _stream(doc: PDFDocument, content: bytes) -> PDFStream:
    from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress

    stream = PDFStream(content=content)
    if doc.compression:
        stream.filters = [PDFZCompress]
    return stream


def _to_unicode(codes: dict[str, int]) -> bytes:
    """Which character each code is, in UTF-16, at most a hundred in one block."""
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex()}>" for text, code in codes.items()]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    ranges = ("\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")) for block in blocks)
    return _TO_UNICODE.replace("{ranges}", "\n".join(ranges)).encode("ascii")
