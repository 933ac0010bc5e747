"""Questions that change nothing: why a piece is where it is, what is open about people, what is found, what is public."""
