"""Words that pages say by themselves, where they stand in the code and not in a template."""


def said(words: str) -> str:
    """The words, which the theme's messages.pot lists; templates put them through `_`, as a cluster wants them said."""
    return words
