"""Cutting text, the index and queries."""
