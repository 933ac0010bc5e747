"""Columns: declared, by title, standard, and those that documents bring along."""

import pytest

from clusters import article
from conftest import Federate
from wangqun.domain.columns import SHORT_NAMES, STANDARD
from wangqun.domain.site import COLUMN_GROUPS

SITE = "name: 示例县人民代表大会\nshort_name: 示例县人大\ndivision_code: '970121'\nparent: shi\n"
SITE_FILE, CLUSTER_FILE = "sites/county/xian.yaml", "sites/cluster.yaml"
CLUSTER = "name: 测试网站群\nroot: sheng\nbase_url: https://rd.test.example/\n"


def columns(federation: Federate, files: dict[str, str]) -> dict[str, str]:
    """The county's column titles by key."""
    return {column.key: column.title for column in federation(files).views["xian"].columns}


def column_of(federation: Federate, extra: str, folder: str = "news", files: dict[str, str] | None = None) -> str:
    """The column in which a piece ends up."""
    made = federation({f"content/county/xian/{folder}/a.md": article(extra=extra)} | (files or {}))
    return next(d.column for d in made.views["xian"].documents if d.id.slug == "a")


def test_a_level_has_its_standard_columns(federation: Federate) -> None:
    views = federation({CLUSTER_FILE: CLUSTER}).views

    assert {"legislation", "elections"} & {column.key for column in views["sheng"].columns} == {"legislation"}
    assert {"legislation", "elections"} & {column.key for column in views["xian"].columns} == {"elections"}


def test_a_site_may_add_hide_and_rename(federation: Federate) -> None:
    extra = "columns:\n  add: [{key: water, title: 水利, kind: news}]\n  hide: [interact]\n  titles: {news: 县内要闻}\n"
    found = columns(federation, {SITE_FILE: SITE + extra})

    assert {key: found[key] for key in ("water", "news")} == {"water": "水利", "news": "县内要闻"}
    assert "interact" not in found


def test_a_level_may_choose_its_columns_in_order(federation: Federate) -> None:
    levels = "levels: {county: {columns: [notices, news, own], changes: {add: [{key: own, title: 自有}]}}}\n"

    assert list(columns(federation, {CLUSTER_FILE: CLUSTER + levels}).items()) == [
        ("notices", "通知公告"),
        ("news", "要闻动态"),
        ("own", "自有"),
    ]


def test_the_folder_is_the_column(federation: Federate) -> None:
    assert column_of(federation, "", "notices") == "notices"
    assert column_of(federation, "", "notices/2026") == "notices"


def test_the_header_says_otherwise_by_key_or_title(federation: Federate) -> None:
    assert column_of(federation, "column: notices\n") == "notices"
    assert column_of(federation, "category: 通知公告\n", files={CLUSTER_FILE: CLUSTER}) == "notices"


def test_a_standard_column_of_another_level_keeps_its_title(federation: Federate) -> None:
    files = {"content/county/xian/legislation/a.md": article()}

    assert columns(federation, files)["legislation"] == "立法工作"


@pytest.mark.parametrize(("name", "key"), SHORT_NAMES.items())
def test_a_standard_column_goes_by_its_short_name_too(federation: Federate, name: str, key: str) -> None:
    levels = {CLUSTER_FILE: CLUSTER + f"levels: {{county: {{columns: [news, {key}]}}}}\n"}

    assert column_of(federation, f"category: {name}\n", files=levels) == key
    assert column_of(federation, f"category: {STANDARD[key].title}\n", files=levels) == key


def test_a_column_of_a_site_goes_before_a_short_name(federation: Federate) -> None:
    extra = "columns:\n  add: [{key: own, title: 代表}]\n"

    assert column_of(federation, "category: 代表\n", files={CLUSTER_FILE: CLUSTER, SITE_FILE: SITE + extra}) == "own"


def test_no_standard_column_has_the_name_of_its_group() -> None:
    """Menus name the group above its columns: the same word twice tells nobody apart."""
    assert [column.key for column in STANDARD.values() if column.title == COLUMN_GROUPS[column.group]] == []


def test_an_unknown_name_is_a_column_of_its_own(federation: Federate) -> None:
    assert column_of(federation, "category: 乡村 振兴\n") == "乡村-振兴"


def test_a_name_whose_address_is_taken_goes_to_the_one_that_has_it(federation: Federate) -> None:
    made = federation({"content/county/xian/x/a.md": article(extra="category: NEWS\n")})

    assert next(d.column for d in made.views["xian"].documents if d.id.slug == "a") == "news"
    assert [finding.code for finding in made.findings] == ["column-name"]


def test_pieces_at_the_top_are_misc(federation: Federate) -> None:
    made = federation({"content/county/xian/a.md": article()})

    assert next(d.column for d in made.views["xian"].documents if d.id.slug == "a") == "misc"


def test_a_column_never_takes_the_address_of_a_site(federation: Federate) -> None:
    made = federation({"content/province/sheng/shi/a.md": article()})

    assert "shi" not in {column.key for column in made.views["sheng"].columns}
