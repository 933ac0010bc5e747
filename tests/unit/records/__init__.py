"""Merging people, module by module."""
