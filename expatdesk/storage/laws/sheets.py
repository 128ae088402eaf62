"""Laws about information sheets: what was published is for ever, and so is what was given.

The order in one transaction: insert the version with the number after the one in force, its
texts, and last let the sheet say that it is in force; from then on nothing is added to it.
"""

from __future__ import annotations

from expatdesk.storage.laws.law import Law, Refusal


def published_is_for_ever() -> Law:
    """Of a version only the check of its facts may change, of its texts only the mark that a
    language is in step with the others.
    """
    return Law(
        "published_is_for_ever",
        (
            _but("sheet_version", "id sheet_id number published_at staff_id note"),
            Refusal("sheet_version", "DELETE", "a version is for ever"),
            _but("sheet_text", "version_id language title body source facts changed_at changed_in"),
            Refusal("sheet_text", "DELETE", "a published text is for ever"),
            Refusal(
                "sheet_text",
                "INSERT",
                "a version in force is not added to",
                "EXISTS (SELECT 1 FROM sheet_version v JOIN sheet s ON s.id = v.sheet_id"
                " WHERE v.id = NEW.version_id AND v.number <= s.published)",
            ),
        ),
        irreplaceable=("sheet_version", "sheet_text"),
    )


def versions_without_gaps() -> Law:
    """A version has the number after the one in force; one in force is there, with a text."""
    return Law(
        "versions_without_gaps",
        (
            Refusal(
                "sheet_version",
                "INSERT",
                "the number is not the one after the version in force",
                "NOT EXISTS (SELECT 1 FROM sheet"
                " WHERE id = NEW.sheet_id AND published = NEW.number - 1)",
                lock="sheet WHERE id = NEW.sheet_id",
            ),
            Refusal("sheet", "INSERT", "a new sheet has no version", "NEW.published <> 0"),
            Refusal(
                "sheet",
                "UPDATE",
                "versions come into force one after the other, with a text",
                "NEW.id <> OLD.id OR NEW.published <> OLD.published"
                " AND (NEW.published <> OLD.published + 1"
                " OR NOT EXISTS (SELECT 1 FROM sheet_version v"
                " JOIN sheet_text t ON t.version_id = v.id"
                " WHERE v.sheet_id = NEW.id AND v.number = NEW.published))",
            ),
            Refusal(
                "sheet",
                "DELETE",
                "a sheet that was published is retired, never deleted",
                "OLD.published > 0",
            ),
        ),
        irreplaceable=("sheet",),
    )


def given_is_kept() -> Law:
    """Which version went with a visit stays, and there was such a version."""
    return Law(
        "given_is_kept",
        (
            Refusal("sheet_given", "UPDATE", "what was given is never changed"),
            Refusal("sheet_given", "DELETE", "what was given is for ever"),
            Refusal(
                "sheet_given",
                "INSERT",
                "this version was never in force",
                "NOT EXISTS (SELECT 1 FROM sheet"
                " WHERE id = NEW.sheet_id AND NEW.number BETWEEN 1 AND published)",
            ),
        ),
        irreplaceable=("sheet_given",),
    )


def _but(table: str, columns: str) -> Refusal:
    """Refuses a change of any of these columns."""
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns.split())
    return Refusal(table, "UPDATE", "what was published stays as it was", changed)
