"""Supervision items over time, in a cluster and in the demo."""
