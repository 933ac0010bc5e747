"""The text of a law: divisions, articles, paragraphs and items (docs/decisions/0048); two of its versions compared (0049)."""
