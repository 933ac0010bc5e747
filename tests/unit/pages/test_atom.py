"""A feed reads as feedgenerator, which Pelican writes feeds with, would have written it."""

from datetime import datetime
from typing import Any

import pytest
from feedgenerator import Atom1Feed
from hypothesis import given
from hypothesis import strategies as st

from wangqun.domain.feed import FeedEntry
from wangqun.domain.moment import SHANGHAI
from wangqun.pages.atom import atom
from wangqun.pages.site import UNDATED

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&\"'\n\t会"), max_size=12)
MOMENT = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(tzinfo=SHANGHAI))
ENTRY = st.builds(
    lambda published, later, *texts, categories: FeedEntry(
        *texts[:4], published.isoformat(), max(published, later).isoformat(), *texts[4:], categories
    ),
    MOMENT,
    MOMENT,
    *[TEXT] * 6,
    categories=st.lists(TEXT, max_size=3).map(tuple),
)


class _Feed(Atom1Feed):  # type: ignore[misc]
    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["lang"]} if item["lang"] else {}


def _as_pelican(title: str, link: str, own: str, entries: list[FeedEntry], name: str) -> str:
    feed = _Feed(title=title, link=link, feed_url=own, description=title, language="zh-CN", feed_guid=name)
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=entry.summary,
            unique_id=entry.id,
            pubdate=datetime.fromisoformat(entry.published),
            updateddate=datetime.fromisoformat(entry.updated),
            author_name=entry.author,
            categories=list(entry.categories),
            lang=entry.lang,
        )
    return str(feed.writeString("utf-8"))


@given(TEXT, TEXT, TEXT, st.lists(ENTRY, min_size=1, max_size=4), TEXT.filter(bool))
def test_it_is_written_alike(title: str, link: str, own: str, entries: list[FeedEntry], name: str) -> None:
    assert atom(title, link, own, entries, name, UNDATED) == _as_pelican(title, link, own, entries, name)


def test_a_feed_without_entries_does_not_tell_the_time() -> None:
    assert f"<updated>{UNDATED.isoformat()}</updated></feed>" in atom("", "/", "/f", [], "tag:甲", UNDATED)


@pytest.mark.parametrize("place", ["title", "summary", "id", "author", "lang", "categories"])
def test_what_no_xml_may_hold_is_refused_wherever_it_stands(place: str) -> None:
    entry = FeedEntry("题", "/", "", "tag:甲", UNDATED.isoformat(), UNDATED.isoformat(), "办公室", "", ("甲",))
    broken = entry._replace(**{place: ("甲\x01",) if place == "categories" else "甲\x01"})

    with pytest.raises(ValueError, match="control characters"):
        atom("题", "/", "/f", [broken], "tag:甲", UNDATED)
