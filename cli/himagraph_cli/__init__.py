"""The command line of himagraph."""

import gc

# A command is over in a tenth of a second; to look for garbage every few hundred objects would take a tenth of that.
gc.set_threshold(100_000)
