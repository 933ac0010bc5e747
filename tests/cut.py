"""Text cut into tokens in the plainest way: what the engine's counting, and the reader's browser, are compared with."""

from typing import NamedTuple

from wangqun.search.tokens import normalize, numbered, runs


class Token(NamedTuple):
    """What can be looked up, and where it stands: every character of Han and every word takes one place, a break another."""

    text: str
    position: int


def document_tokens(text: str) -> list[Token]:
    """Everything by which a text is found: of Han each character and each pair of neighbours, of other scripts whole words,
    and of a numbered form (第十二条, 第12条) the canonical one besides. In order of position.
    """
    plain = normalize(text)
    canonical = {span.start(): form for span, form in numbered(plain)}
    tokens = []
    position = end = 0
    for run in runs().finditer(plain):
        position += run.start() > end  # a break: what stands on either side of it is no phrase
        end = run.end()
        if run.lastindex == 1:
            han = run[1]
            for offset, character in enumerate(han):
                tokens.append(Token(character, position))
                if offset + 1 < len(han):
                    tokens.append(Token(han[offset : offset + 2], position))
                if canonical and run.start() + offset in canonical:
                    tokens.append(Token(canonical[run.start() + offset], position))
                position += 1
        else:
            tokens.append(Token(run[2], position))
            position += 1
    return tokens
