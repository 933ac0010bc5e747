"""Suggestions: a clock that walks through their boundaries, and the demo."""
