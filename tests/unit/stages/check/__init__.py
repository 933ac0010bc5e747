"""Unit tests of the checks of whole sites."""
