"""Put resources and compiled translations into the wheel, under expatdesk/_data/."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Data(BuildHookInterface[Any]):
    """Hatchling's custom hook; an editable install reads the checkout and needs none of it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        included: dict[str, str] = build_data["force_include"]
        root = Path(self.root)
        included[str(root / "resources")] = "expatdesk/_data/resources"
        self._compiled = tempfile.TemporaryDirectory()
        for source in sorted(root.glob("translations/*/LC_MESSAGES/*.po")):
            inside = source.relative_to(root).with_suffix(".mo")
            compiled = Path(self._compiled.name) / inside
            compiled.parent.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as po, compiled.open("wb") as mo:
                write_mo(mo, read_po(po))
            included[str(compiled)] = f"expatdesk/_data/{inside.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if version != "editable":
            self._compiled.cleanup()
