"""The words of pages as a cluster puts them: gettext catalogues laid over what the theme's templates say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError

from ..domain.finding import Finding, Place, Rule, Severity
from ..domain.frozen import frozen
from .equipment import equipped
from .folding import UNCHANGED, Words, said_in
from .settings import PACKAGED_THEMES, template_folders, worded

LIST = Path("renda/translations/messages.pot")  # below the folder of themes: all that pages say by themselves

WORDS_UNREAD = Rule(
    "words-unread",
    Severity.WARN,
    "TRANSLATIONS 写的文件读不出来，页面用原来的字样：{why}",
    '请改成 UTF-8 编码的 .po 文件，一条写两行：msgid "原来的字样" 和 msgstr "要用的字样"。',
)
WORDS_UNFIT = Rule(
    "words-unfit",
    Severity.WARN,
    "“{said}”的 msgstr 里，值和原文的不一样，这一条没有采用",
    "msgstr 里的值要和 msgid 的一样：{values}。百分号写 %%。",
)
WORDS_UNKNOWN = Rule(
    "words-unknown",
    Severity.WARN,
    "页面上没有“{said}”这样的字样，这一条没有用处",
    "msgid 照主题 renda 的 translations/messages.pot 写，一字不差；不再需要的删去。",
)
_LINE = re.compile(r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"(?:[^"\\]|\\.)*")?\s*')
_AT_LINE = re.compile(r"\(line (\d+)\)")
_VALUE = re.compile(r"%(?:\((\w+)\)s|%|.?)", re.DOTALL)  # a value by its name; a percent sign; else what is neither


@frozen
class Wording:
    """What catalogues say: the words; at which line of which file each stands; what is wrong with the rest.

    Each complaint is a rule with a file, a line and the values of its words.
    """

    words: Words
    places: Mapping[str, tuple[str, int]]
    wrong: tuple[tuple[Rule, str, int, Mapping[str, str]], ...] = ()


NOTHING = Wording(UNCHANGED, {})


def words(settings: Mapping[str, Any]) -> Words:
    """Those of all catalogues that settings name, the first before the others."""
    return _wording(settings).words


def findings(root: Path, settings: Mapping[str, Any]) -> Iterator[Finding]:
    """What of the catalogues cannot be used, and what of them no page says."""
    wording = _wording(settings)
    for rule, file, line, values in wording.wrong:
        yield rule.at(_place(root, file, line), **values)
    strange = {said: place for said, place in wording.places.items() if said not in _listed()}
    known = {word for folder in template_folders(root, settings) for word in _said_in(folder)} if strange else set()
    for said, (file, line) in strange.items():
        if said not in known:
            yield WORDS_UNKNOWN.at(_place(root, file, line), said=said)


def _said_in(folder: Path) -> Iterator[str]:
    """The words of all templates in a folder; one that cannot be read has none, and the site that needs it says so."""
    environment = equipped(Environment(autoescape=True))
    for path in sorted(folder.rglob("*.html")):
        with suppress(TemplateError, ValueError, OSError):
            yield from said_in(path.read_text(encoding="utf-8"), environment)


@cache
def _listed() -> Mapping[str, bool]:
    """All words of the engine's own theme, and of the engine, for which alone it is true."""
    from polib import pofile

    path = next(path for folder in PACKAGED_THEMES if (path := folder / LIST).is_file())
    return {each.msgid: any(name.endswith(".py") for name, _ in each.occurrences) for each in pofile(path)}


def _place(root: Path, file: str, line: int) -> Place:
    path = Path(file)
    return Place("", (path.relative_to(root) if path.is_relative_to(root) else path).as_posix(), line)


def _wording(settings: Mapping[str, Any]) -> Wording:
    files = worded(settings)
    return _merged(tuple((str(path), _bytes(path)) for path in files)) if files else NOTHING


def _bytes(path: Path) -> bytes | str:
    """What is in a file, or why nobody can tell."""
    try:
        return path.read_bytes()
    except OSError as error:
        return "没有这个文件" if isinstance(error, FileNotFoundError) else "不是可以读的文件"


@lru_cache(maxsize=4)
def _merged(files: Sequence[tuple[str, bytes | str]]) -> Wording:
    messages: dict[str, str] = {}
    places: dict[str, tuple[str, int]] = {}
    wrong: list[tuple[Rule, str, int, Mapping[str, str]]] = []
    for name, data in files:
        if isinstance(data, str):
            wrong.append((WORDS_UNREAD, name, 0, {"why": data}))
            continue
        try:
            for said, wanted, line in _read(data):
                if unfit := _unfit(said, wanted):
                    wrong.append((WORDS_UNFIT, name, line, {"said": said, "values": unfit}))
                elif said not in messages:
                    messages[said], places[said] = wanted, (name, line)
        except _Unread as error:
            wrong.append((WORDS_UNREAD, name, error.line, {"why": error.why}))
    of_templates = {said for said, is_of_code in _listed().items() if not is_of_code}
    of_code = {said: wanted for said, wanted in messages.items() if said not in of_templates}
    return Wording(Words(messages, of_code), places, tuple(wrong))


@dataclass
class _Unread(Exception):
    why: str
    line: int = 0


def _read(data: bytes) -> list[tuple[str, str, int]]:
    """What a catalogue puts in the place of what, and at which line; entries that are marked as uncertain do not count.

    Raises:
        _Unread: it is no catalogue.
    """
    from polib import pofile  # only for a cluster that has words of its own

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Unread("不是 UTF-8 编码", data.count(b"\n", 0, error.start) + 1) from error
    for number, line in enumerate(text.splitlines(), 1):  # polib passes over some of what it cannot read
        if not _LINE.fullmatch(line):
            raise _Unread("这一行不是 .po 的写法", number)
    try:
        catalogue = pofile(f"{text}\n")
    except OSError as error:
        found = _AT_LINE.search(str(error))
        raise _Unread("这一行不是 .po 的写法", int(found[1]) if found else 1) from error
    entries = [each for each in catalogue if not each.fuzzy and not each.obsolete]
    return [(each.msgid, wanted, each.linenum) for each in entries if each.msgid and (wanted := _one(each))]


def _one(entry: Any) -> str:
    """What is to be said, of several numbers the first: Chinese has but one."""
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def _unfit(said: str, wanted: str) -> str:
    """The values that words must have, where others have not the same; "" where all is well."""
    has, gets = ({match[1] for match in _VALUE.finditer(text) if match[0] != "%%"} for text in (said, wanted))
    names = sorted(has - {None})
    if gets == has or not (names or gets - {None}):  # a percent sign is itself where there are no values
        return ""
    return "、".join(f"%({name})s" for name in names) or "没有，不写 %(…)s"
