"""Web addresses in a text as it is written: their numbers are nobody's, but for those said to be."""

import re

from ..domain.private import SEPARATORS, numbers

_REST = r"(?:[\w\-./?#@!$&*+=%~:]|[,;](?!1[3-9]\d{9}(?!\d)))*"
_BEFORE = (  # what stands before an address that may begin with a name of a folder
    r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?|\b(?:href|src|srcset|poster|cite|data-\w+)\s*=\s*[\"']?"
    r"|^[^\S\n]*\.\. (?:image|figure)::\s*)"
)
_ADDRESS = re.compile(
    rf"(?:https?|ftp)://{_REST}|(?<![\w@.\-])(?:[a-z0-9-]+\.)+[a-z]{{2,}}(?::\d+)?/{_REST}"
    rf"|(?<![\w/.])\.{{0,2}}/(?=[\w.%-]*[a-z])[\w.%-]+/{_REST}"
    rf"|{_BEFORE}(?![a-z][a-z\d+.-]*:)(?=[\w\-./?%]*[a-z]){_REST}",
    re.IGNORECASE | re.ASCII | re.MULTILINE,
)
_SAID = re.compile(
    r"(?P<said>[?&;#](?=[\w.%-]*=)[\w.%-]*(?:phone|mobile|tel|cell|sms|shouji|sjh|dianhua|lxdh|contact|card|bank|account|sfz|idno)[\w.%-]*=[^&#;]*)|\d",
    re.IGNORECASE | re.ASCII,
)
_MANY = re.compile(r"\d(?:[ -]?\d){10}", re.ASCII)


def without_digits(text: str) -> str:
    """`text`, as long as before, with `#` for each digit of its addresses, which hold numbers of pages and pictures.

    A valid identity number is one wherever it stands; what a query calls a telephone (`?phone=`) is one too, as is anything
    in `tel:` and `mailto:`.
    """
    return _ADDRESS.sub(_blanked, text) if _MANY.search(text) else text


def _blanked(match: re.Match[str]) -> str:
    address = match[0]
    if any(number.kind == "id" for plain in (address, SEPARATORS.sub("", address)) for number in numbers(plain)):
        return address
    return _SAID.sub(lambda found: found["said"] or "#", address)
