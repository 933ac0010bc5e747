"""Normalised text of chosen demo pages as of 2026-11-23; anew with `python -m tests.golden`."""
