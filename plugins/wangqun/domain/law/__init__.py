"""The text of a law: read into divisions, articles, paragraphs and items (docs/decisions/0050)."""
