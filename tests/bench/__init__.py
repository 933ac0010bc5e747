"""Measurements against the field: `python -m tests.bench [--only cluster|people|search]`, figures from the run alone."""
