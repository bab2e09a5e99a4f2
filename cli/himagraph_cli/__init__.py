"""The command line of himagraph."""
