"""The room of the information sheets."""
