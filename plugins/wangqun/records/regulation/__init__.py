"""法规 `regulation` (docs/domain.md §3.4): the text of a law as of a day, who made it, and while when it is in force."""
