"""The text of a law: divisions, articles, paragraphs and items (docs/decisions/0050); two of its versions compared (0051)."""
