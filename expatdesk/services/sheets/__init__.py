"""Information sheets: texts in any number of languages, drafts, versions, facts, packs."""
