"""The demo as a reader meets it, in Chromium."""
