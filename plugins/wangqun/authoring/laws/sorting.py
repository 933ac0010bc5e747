"""What each text is taken for: a version of a law, a part of one, the same once more, or no law."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import Literal

from ...domain.frozen import frozen
from ...domain.law.facts import Facts, facts_of
from ...domain.law.head import Head, date_of_file, is_lawful, read_head
from ...domain.law.lines import squeezed, value_of
from ...domain.law.reading import read_body
from ...domain.law.text import Division, LawText, Part, articles
from ...domain.law.writing import as_markdown, as_text
from .files import Written

Taken = Literal["law", "part", "duplicate", "refused"]
_CASES = frozenset("基本案情 案情回顾 裁判结果 裁判要旨 裁判要点 裁判理由 典型意义 案例分析 法官解读 适用解析".split())
_BRACKETS = str.maketrans("", "", "《》〈〉<>「」")


@frozen
class Candidate:
    """A file with what was read of it."""

    path: Path
    head: Head
    text: LawText
    facts: Facts
    odd: tuple[tuple[int, str], ...]  # what is odd, with its line

    @property
    def key(self) -> tuple[str, str]:
        """What versions of one law have in common."""
        return self.facts.issuer, squeezed(self.head.title).translate(_BRACKETS)

    @property
    def numbers(self) -> tuple[int, int]:
        """The numbers of the first and the last article, 0 for a text without articles."""
        found = [value_of(article.number)[0] for article, _ in articles(self.text)]
        return (found[0], found[-1]) if found else (0, 0)


@frozen
class Judged:
    """What a file was taken for, and why, where that is not plain."""

    candidate: Candidate
    taken: Taken
    body: str = ""
    reason: str = ""


def candidate(path: Path, written: Written, issuer: str = "") -> Candidate:
    """A file with what is read of its text; `issuer` made it when it does not say who did."""
    head = read_head(written.text, written.markdown)
    text = read_body(head.body, written.markdown)
    facts = facts_of(head, text, date_of_file(path.stem), issuer)
    odd = [(0, doubt) for doubt in (*written.doubts, *facts.doubts)]
    odd += [(head.above + doubt.line, doubt.text) for doubt in text.doubts]
    return Candidate(path, head, text, facts, tuple(odd))


def why_no_law(read: Candidate) -> str:
    """Why a text is no law, "" for one that is."""
    if not read.head.title or not read.text.parts:
        return "没有正文" if read.head.title else "没有文字"
    if any(name in _CASES for name in _headings(read.text.parts)):
        return "是案例，不是法规"
    numbered = any(article.number.startswith("第") for article, _ in articles(read.text))
    known = bool(read.facts.issuer) and bool(read.head.notes)
    if not numbered and not known and not is_lawful(read.head.title):
        return "不像法规：标题不是法规的名称，没有条文，也没有通过或者公布的记载"
    return ""


def _headings(parts: Iterable[Part]) -> list[str]:
    found = []
    for part in parts:
        if isinstance(part, Division):
            found += [part.title.strip(" 　"), *_headings(part.parts)]
    return found


def judge(read: Sequence[Candidate]) -> list[Judged]:
    """What each text is taken for, in the order of the files."""
    judged: dict[Path, Judged] = {}
    laws = []
    for each in read:
        if reason := why_no_law(each):
            judged[each.path] = Judged(each, "refused", reason=reason)
        else:
            laws.append(each)
    for _, versions in groupby(sorted(laws, key=lambda each: each.key), key=lambda each: each.key):
        for found in _versions(list(versions)):
            judged[found.candidate.path] = found
    return [judged[each.path] for each in read]


def _versions(texts: list[Candidate]) -> list[Judged]:
    """The texts of one law: of each date one version."""
    found: list[Judged] = []
    ordered = sorted(texts, key=lambda each: (each.facts.version_on, each.path))
    for _, same in groupby(ordered, key=lambda each: each.facts.version_on):
        found += _same_date(list(same))
    laws = [each for each in found if each.taken == "law"]
    for before, after in pairwise(laws):
        if squeezed(before.body) == squeezed(after.body):
            reason = f"文字与日期更晚的 {after.candidate.path} 完全相同"
            found[found.index(before)] = replace(before, taken="duplicate", body="", reason=reason)
    return found


def _same_date(texts: list[Candidate]) -> list[Judged]:
    """Texts of one law and one date: parts where the numbers of articles go on from one to the next, else one and the same."""
    if len(texts) == 1:
        return [Judged(texts[0], "law", as_markdown(texts[0].text.parts))]
    ordered = sorted(texts, key=lambda each: each.numbers)
    if all(before.numbers[1] and before.numbers[1] + 1 == after.numbers[0] for before, after in pairwise(ordered)):
        return _put_together(ordered)
    kept = max(texts, key=lambda each: len(as_text(each.text.parts)))
    words = squeezed(as_text(kept.text.parts))
    found = []
    for each in texts:
        if each is kept:
            found.append(Judged(each, "law", as_markdown(each.text.parts)))
            continue
        same = squeezed(as_text(each.text.parts)) == words
        reason = f"与 {kept.path} 是同一天的同一部法规" + ("" if same else "，文字不同：没有写的是较短的，请核对哪一个对")
        found.append(Judged(each, "duplicate", reason=reason))
    return found


def _put_together(parts: list[Candidate]) -> list[Judged]:
    """One law from its parts; it stands for the first of them."""
    body = "\n".join(
        (f"## {each.head.part}\n\n" if each.head.part else "") + as_markdown(each.text.parts, 3 if each.head.part else 2)
        for each in parts
    )
    first = parts[0]
    odd = tuple(doubt for each in parts for doubt in each.odd)
    effective_on = max(each.facts.effective_on for each in parts)
    since = "" if effective_on else max(each.facts.first_effective_on for each in parts)
    facts = replace(first.facts, effective_on=effective_on, first_effective_on=since)
    read = replace(first, facts=facts, odd=tuple(dict.fromkeys(odd)))
    whole = Judged(read, "law", body, f"由 {len(parts)} 个文件合成：条文编号相连")
    return [whole, *(Judged(each, "part", reason=f"并入 {first.path}：条文编号相连") for each in parts[1:])]
