"""One file per topic: parse, one library call, hand the value to `output`."""
