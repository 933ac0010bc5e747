"""One folder for each mistake."""
