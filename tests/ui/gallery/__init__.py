"""Pictures of every widget of the kit: ``python -m tests.ui.gallery FOLDER``."""
