"""How fast Meldmaatje is, beside what it is compared with: one file for each figure; `python -m benchmarks`."""
