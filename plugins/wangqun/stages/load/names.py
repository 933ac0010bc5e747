"""Names of files: none that looks like another, hides a character, or cannot be kept on an editor's computer."""

import re
import unicodedata

from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.text import named

BAD_NAME = Rule(
    "file-name", Severity.BLOCK, "文件名不能用：{problem}", "改名；文件名只用文字、数字、- 和 _。", "docs/design.md law 7"
)
CONFUSABLE = Rule(
    "file-name-confusable",
    Severity.BLOCK,
    "文件名里有看不见或容易认错的字符 {character}",
    "重新输入文件名，字母、数字和点用半角。",
    "docs/design.md law 7",
)
TWIN = Rule(
    "file-name-duplicate",
    Severity.BLOCK,
    "与“{other}”只差大小写或字符的编码方式",
    "给其中一个改名；在多数电脑上两者是同一个文件。",
    "docs/design.md law 7",
)

LONGEST = 200  # bytes; most file systems end at 255
_RESERVED = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}) | {
    f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10)
}
_SLASHES = frozenset("\u2044\u2215\u2216\u2571\u29f5\u29f8")
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_LOOK_ALIKE = ("CYRILLIC", "GREEK", "COPTIC", "ARMENIAN", "CHEROKEE", "LISU", "DESERET")
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(r"[a-zA-Z0-9_-]{5,60}(?:\.[a-zA-Z0-9_-]{1,40})*", re.ASCII)


def is_plain(name: str) -> bool:
    """True for most names: ASCII letters and digits, longer than any reserved name, so that nothing can be wrong with them."""
    return _PLAIN.fullmatch(name) is not None and len(name) <= LONGEST


def name_fault(name: str, place: Place) -> Finding | None:
    """What is wrong with the name of one file or folder."""
    for character in name:
        kind = unicodedata.category(character)
        if character == "\\" or kind in {"Cc", "Cs", "Zl", "Zp"}:
            return BAD_NAME.at(place, problem=named(character))
        if not character.isascii() and _is_confusable(character, kind):
            return CONFUSABLE.at(place, character=named(character))
    if mixed := _mixed(name):
        return CONFUSABLE.at(place, character=named(mixed))
    if name[-1] in " .":
        return BAD_NAME.at(place, problem="以空格或点结尾")
    if name.partition(".")[0].rstrip().lower() in _RESERVED:
        return BAD_NAME.at(place, problem=f"“{name.partition('.')[0]}”是 Windows 的保留名")
    if len(name.encode("utf-8", "surrogateescape")) > LONGEST:
        return BAD_NAME.at(place, problem=f"超过 {LONGEST} 字节（约 {LONGEST // 3} 个汉字）")
    return None


def same_name(source: str) -> str:
    """What two paths have in common that a file system which ignores case and normal form takes for one."""
    if source.isascii():
        return source.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", source).casefold())


def _is_confusable(character: str, kind: str) -> bool:
    """True for what is not seen, and for other forms of ASCII letters, digits, dots and slashes.

    Chinese punctuation, the ideographic space, ① and Ⅱ are usual in names of documents.
    """
    if kind in {"Cf", "Co", "Cn"} or character in _BLANKS or character in _SLASHES:
        return True
    if kind == "Zs" and character != "\u3000":
        return True
    if kind == "Mn" and ("\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"):
        return True
    if kind in {"No", "Nl"}:
        return False
    plain = unicodedata.normalize("NFKC", character)
    return len(plain) == 1 and plain.isascii() and (plain.isalnum() or plain in "./\\")


def _mixed(name: str) -> str | None:
    """The first letter of another alphabet in a word that has Latin letters too."""
    if name.isascii():
        return None
    for word in _WORD.finditer(name):
        scripts = {letter: unicodedata.name(letter, "").partition(" ")[0] for letter in word[0]}
        if "LATIN" in scripts.values():
            for letter, script in scripts.items():
                if script in _LOOK_ALIKE:
                    return letter
    return None
