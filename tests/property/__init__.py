"""The laws of DESIGN.md, for any input."""
