"""Writing a sheet: two texts side by side, what is wrong with them, and what can be put in."""
