"""Kinds of record; merging people, module by module."""
