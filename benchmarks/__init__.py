"""What is measured: ratios in one run (`python -m benchmarks`), a hundred kills (`python -m benchmarks.kills`)."""
