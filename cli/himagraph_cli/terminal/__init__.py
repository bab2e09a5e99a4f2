"""How answers read in a terminal: one file per answer, lines out of values."""
