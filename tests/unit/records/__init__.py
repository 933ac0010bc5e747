"""Kinds of record."""
