"""The text of a law: read into divisions, articles, paragraphs and items (docs/decisions/0050), and compared with another of its versions."""
