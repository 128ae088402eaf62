"""Packs: which sheets go to whom."""
