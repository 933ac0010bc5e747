"""Tests on real data, which the repository does not hold: see `data.py` for where it is looked for."""
