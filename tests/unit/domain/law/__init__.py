"""Unit tests, laid out as the package is."""
