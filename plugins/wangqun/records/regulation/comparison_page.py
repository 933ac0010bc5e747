"""The pages of a comparison, and the same for programs: pure functions of what is asked and of what was found to have changed."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from ...domain.law.telling import as_json, is_identical
from ...domain.law.versions import Compared
from ...domain.said import said, together, word
from ...pages.context import Link
from ...pages.opendata import as_json as json_text
from .comparison_articles import Asked, Shown, is_slight
from .comparison_context import ComparisonPage
from .comparison_list import UNITS, chapter, chapters, sums
from .comparison_parts import Part


def comparison_page(asked: Asked, compared: Compared, parts: Sequence[Part] = ()) -> ComparisonPage:
    """The page: every changed article with both texts, the others folded, opinions beside the articles that they are about. Where
    the comparison has `parts`, it leads to their pages.
    """
    shown = Shown(asked, compared, parts)
    beside = tuple(shown.changed(each) for each in compared.beside.changes if each.kind != "unchanged" or is_slight(each))
    groups = tuple(
        chapter(part.title, url, shown.rows(at), compared, ids=True)
        for at, (part, url) in enumerate(zip(parts, asked.pages(parts), strict=True))
    )
    found = groups or chapters(shown.rows(), compared)
    return ComparisonPage(
        head=asked.head,
        crumbs=asked.crumbs,
        title=asked.law,
        what=asked.what,
        old=asked.old,
        new=asked.new,
        sentence=sentence(asked, compared),
        is_same=is_identical(compared),
        is_long=shown.is_long,
        sums=() if found else sums(shown.rows(), compared),
        chapters=found,
        notes=compared.notes,
        stretches=() if parts else tuple(shown.stretches()),
        beside=beside,
        consultation=asked.consultation,
        opinions=tuple(row for at, row in enumerate(asked.opinions) if at not in shown.told),
        data=asked.data,
        others=asked.others,
        after=Link(parts[0].title, asked.pages(parts)[0]) if parts else None,
    )


def part_page(asked: Asked, compared: Compared, parts: Sequence[Part], number: int) -> ComparisonPage:
    """The page of one part of a comparison."""
    shown, urls = Shown(asked, compared, parts), asked.pages(parts)
    part, whole = parts[number], Link(asked.crumbs[-1].title, asked.path)
    rows = shown.rows(number)
    many = chapters(rows, compared)
    below = chapter(part.title, "", rows, compared)
    return ComparisonPage(
        head=replace(asked.head, title=f"{asked.head.title} {part.title}", canonical=f"{asked.folder}{quote(part.name)}.html"),
        crumbs=(*asked.crumbs[:-1], whole, Link(part.title, None, current=True)),
        title=asked.law,
        what=asked.what,
        old=asked.old,
        new=asked.new,
        sentence=f"{part.title}：{below.text}。",
        is_same=False,
        is_long=shown.is_long,
        sums=() if many else below.sums,
        chapters=many,
        notes=(),
        stretches=tuple(shown.stretches(number)),
        beside=(),
        consultation=asked.consultation,
        opinions=(),
        data=asked.data,
        others=(),
        part=part.title,
        before=Link(parts[number - 1].title, urls[number - 1]) if number else whole,
        after=Link(parts[number + 1].title, urls[number + 1]) if number + 1 < len(parts) else None,
    )


def comparison_text(asked: Asked, compared: Compared) -> str:
    """The same for programs."""
    sides = zip(("old", "new"), (asked.old, asked.new), (compared.old, compared.new), asked.ids, asked.addresses, strict=True)
    found = {
        key: {"role": side.role, "id": own, "title": side.title, "date": side.day_iso, "url": url}
        | {"articles": len(text.articles)}
        for key, side, text, own, url in sides
    }
    return json_text({"law": asked.law, "compares": asked.what, **found, **as_json(compared)})


def sentence(asked: Asked, compared: Compared) -> str:
    """What changed, in a sentence."""
    old, new = len(compared.old.articles), len(compared.new.articles)
    if is_identical(compared):
        return said("两个文本都是 %(n)s 条，文字没有不同。", n=new) if new else said("两个文本的文字没有不同。")
    if not (old and new):
        without = said("两个文本") if not (old or new) else asked.new.role if old else asked.old.role
        return said("%(text)s没有分条，逐段对照。", text=word(without))
    counts = compared.comparison.counts
    told = [said(form, n=counts[kind]) for kind, form in UNITS.items() if kind in counts]
    quiet, moved = counts.get("unchanged", 0) + counts.get("renumbered", 0), counts.get("renumbered", 0)
    rest = ""
    if quiet and moved:
        rest = said("%(n)s 条文字未改，其中 %(moved)s 条只有条号变动", n=quiet, moved=moved)
    elif quiet:
        rest = said("%(n)s 条文字未改", n=quiet)
    values = {
        "old": word(asked.old.role),
        "n": old,
        "new": word(asked.new.role),
        "m": new,
        "told": together("，", told),
        "rest": rest,
    }
    if told and rest:
        return said("%(old)s %(n)s 条，%(new)s %(m)s 条：%(told)s；其余 %(rest)s。", **values)
    return said("%(old)s %(n)s 条，%(new)s %(m)s 条：%(told)s%(rest)s。", **values)
