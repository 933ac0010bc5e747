"""The text of a law for machines and for keeping: plain text, JSON, a table of its parts, Akoma Ntoso."""
