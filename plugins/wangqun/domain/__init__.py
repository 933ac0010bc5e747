"""The vocabulary: values only, no I/O, no Pelican."""
