"""The laws of docs/design.md, for any input."""
