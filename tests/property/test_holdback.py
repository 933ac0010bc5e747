"""What a header's keys keep back is never public, however they are spelt; what they let through is; honest keys are free."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from clusters import IMPORTED, NOW, write_cluster
from wangqun.domain.federation import Federation
from wangqun.domain.words import fold
from wangqun.pipeline import federate
from wangqun.stages.load.holdkeys import ALIASES, FIELDS, LOOSE, ORDINARY, STRICT, Sense, distance, meaning

FOLDER = "content/county/xian/news"
KEYS = [(key, sense) for table in (STRICT, LOOSE) for (_, sense), keys in table.items() for key in keys.split()]
HOLDING: dict[Sense, tuple[str, ...]] = {
    "keeps": ("true", "是", "YES", "on"),
    "level": ("机密", "秘密", "confidential"),
    "shows": ("false", "否", "No", "private", "不公开", "内部"),
    "says": ("false", "否", "No", "退回", "未签发"),
    "verdict": ("draft", "草稿", "PENDING", "不公开", "退回", "not-public", "[通过, 退回]"),
    "from": ("2099-01-01", "2099年1月1日 9:00", "2026-11-23 00:01"),
    "until": ("2020-01-01", "2026-11-23"),
    "waits": ("true", "是", "2099-01-01"),
}
NEUTRAL: dict[Sense, tuple[str, ...]] = {
    "keeps": ("false", "否", "No"),
    "level": ("无", "公开", "none"),
    "shows": ("true", "是", "public", "公开", "ＰＵＢＬＩＣ"),
    "says": ("true", "是", "张某", "2099-01-01", "1"),
    "verdict": ("published", "公开", "通过", "Pass"),
    "from": ("2020-01-01", "2026-11-23 00:00"),
    "until": ("2099-01-01", "2026-11-23 00:01"),
    "waits": ("false", "否", "2020-01-01"),
}
REVIEW = "{{stage: final, role: 领导, person: 钱某, time: 2026-03-01 11:00, result: {0}}}"
SECRECY = "{{person: 王某, time: 2026-03-01 08:00, result: {0}}}"
HELD: dict[str, tuple[str, ...]] = {
    "status": ("draft", "草稿", "skip", "待审"),
    "openness": ("not_public", "不公开", "on_request", "依申请公开"),
    "secrecy_review": (SECRECY.format("不公开"), SECRECY.format("待定"), SECRECY.format("Not Public")),
    "reviews": (f"[{REVIEW.format('return')}]", f"[{REVIEW.format('退回')}]"),
    "withdrawn": ("{reason: 内容有误, time: 2026-04-01}",),
    "moved_to": ("shi",),
    "date": ("2099-01-01", "2026-11-23 00:01"),
}
"""Values of the fields that keep a piece back, as of 2026-11-23."""
LET: dict[str, tuple[str, ...]] = {
    "status": ("published", "已发布"),
    "openness": ("public", "公开"),
    "secrecy_review": (SECRECY.format("public"), SECRECY.format("删减后公开")),
    "reviews": (f"[{REVIEW.format('pass')}]", f"[{REVIEW.format('通过')}]"),
    "withdrawn": ("false", "否"),
    "moved_to": ("false",),
    "date": ("2026-03-02", "2026-11-23 00:00"),
}
HONEST = {
    "data": "{rows: 3}", "dates": "[2027-05-01, 2027-05-02]", "dated": "2027-05-01", "state": "河北",
    "update": "2027-01-01", "updated": "2027-01-01", "views": "1024", "view": "wide", "review": "4.5", "reviewer": "张某",
    "preview": "false", "previews": "false", "rate": "5", "gate": "3", "late": "true", "mate": "甲", "stats": "false",
    "statue": "铜像", "statute": "条例", "station": "北站", "version": "2.0", "release": "2.0", "weight": "10",
    "type": "post", "layout": "wide", "permalink": "/a/b/", "access": "地铁 2 号线", "audience": "全体代表",
    "public": "农村居民", "members": "[张某, 李某]", "list": "[一, 二]", "build": "1024", "live": "https://live.example/",
    "hide": "[toc, navigation]", "toc": "true", "math": "true", "cover": "a.jpg", "comments": "false", "menu": "main",
    "series": "水利", "location": "县城", "phase": "二期", "stage": "第二阶段", "session": "第三次会议",
    "classification": "地方性法规", "interval": "1", "craft": "木工", "subject": "水利", "postcode": "999000",
    "effective": "2027-01-01", "sitemap": "{priority: 0.5}", "robots": "'index, follow'", "审核": "张某",
    "发布": "县人大办公室", "范围": "全县", "地点": "会议室", "生效日期": "2027-01-01",
    "报名截止": "2026-10-01", "会议时间": "2027-05-01", "草案": "预算草案", "主题词": "预算", "公开期限": "长期",
    "主持人": "李某", "offline": "{phone: 0999-5550100}",
}  # fmt: skip
"""Keys of somebody's own with values as they have them; none keeps anything back."""
IN_OWN_WORDS = {
    **dict.fromkeys(("对外公开", "是否对外公开", "外网发布", "是否上网", "审核通过", "是否审核", "信息公开", "是否定稿"), "否"),
    **dict.fromkeys(("禁止发布", "不发", "不得对外公开", "暂缓上网", "仅内网", "内部参考", "作废", "撤回稿件", "禁止上網"), "是"),
    "公开性": "不公开", "公開屬性": "不公開", "狀態": "草稿", "審核": "退回", "审签": "未签", "签发": "未签发",
    "领导审批": "不同意发布", "审核进度": "未完成", "受众": "内部", "readers": "本机关", "scope": "internal", "enabled": "false",
    "stutas": "draft", "staut": "draft",
}  # fmt: skip
"""Keys of no list that say in an office's own words that a piece is kept back."""
HONEST |= {
    "公开征求意见": "否", "公开招标": "否", "公开征求意见截止时间": "2099-12-31", "不公开的理由": "涉及个人隐私",
    "签发人": "赵某", "内部编号": "12", "内部监督": "是", "审核人": "赵某",
    "发布单位": "县人大", "公开形式": "网站", "公开范围": "社会",
    "发布渠道": "网站", "公开责任人": "王某", "公开依据": "条例第十条", "密切联系群众": "是",
    "states": "three", "不动产登记": "是",
}  # fmt: skip


def _public(headers: Iterable[tuple[str, str]], dated: bool = False) -> tuple[list[bool], Federation]:
    """Which pieces with one more header line each are public; where it is about the date there is no other, unless `dated`."""
    rows = list(headers)
    files = {}
    for number, (key, value) in enumerate(rows):
        said = meaning(key)
        about = fold(key) == "date" or (said is not None and said.near and said.field == "date")
        date = "" if about and not dated else "date: 2026-03-02 09:00\n"
        files[f"{FOLDER}/p{number}.md"] = f"---\ntitle: 一篇稿件\n{date}{IMPORTED}{key}: {value}\n---\n正文一段。\n"
    with tempfile.TemporaryDirectory() as folder:
        made = federate(write_cluster(Path(folder), files), NOW)
    shown = {document.id.slug for document in made.views["xian"].documents if document.is_listed}
    return [f"p{number}" in shown for number in range(len(rows))], made


def _told(made: Federation, number: int) -> set[str]:
    """Codes of what is found of one piece; that a key names an inner paper is told by the scan of words, whatever its value."""
    return {f.code for f in made.findings if f.path.endswith(f"/p{number}.md") and f.code != "inner-word"}


def _damaged(key: str) -> Iterator[str]:
    """Every key with one letter dropped, doubled, changed or swapped with the next."""
    for at in range(len(key)):
        yield key[:at] + key[at + 1 :]
        yield key[: at + 1] + key[at:]
        yield key[:at] + ("x" if key[at] != "x" else "y") + key[at + 1 :]
        if at + 1 < len(key) and key[at] != key[at + 1]:
            yield key[:at] + key[at + 1] + key[at] + key[at + 2 :]


def _variants(key: str) -> tuple[str, ...]:
    """The same key in other case, width and notation."""
    camel = key.split("_")[0] + "".join(part.title() for part in key.split("_")[1:])
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in key)
    return key.upper(), key.title(), key.replace("_", "-"), key.replace("_", " "), camel, wide


SLIPS = sorted(
    {(field, slip) for field in FIELDS for slip in _damaged(field) if fold(slip) != fold(field) and slip not in ORDINARY}
)


def test_every_alias_with_a_holding_value_keeps_the_piece_back_and_says_what_to_write() -> None:
    rows = [(key, value) for key, sense in KEYS for value in HOLDING[sense]]

    shown, made = _public(rows)

    assert [row for row, public in zip(rows, shown, strict=True) if public] == []
    assert [
        row for number, row in enumerate(rows) if _told(made, number) - {"secret-mark"} != {"hold-key"} and row[0] != "offline"
    ] == []


def test_what_an_office_says_in_its_own_words_keeps_the_piece_back() -> None:
    rows = list(IN_OWN_WORDS.items())

    shown, _ = _public(rows)

    assert [row for row, public in zip(rows, shown, strict=True) if public] == []


def test_every_alias_with_a_neutral_value_is_published_without_a_word() -> None:
    rows = [(key, value) for key, sense in KEYS for value in NEUTRAL[sense] if key != "offline"]

    shown, made = _public(rows)

    assert [row for row, public in zip(rows, shown, strict=True) if not public] == []
    assert [row for number, row in enumerate(rows) if _told(made, number)] == []


def test_every_slip_of_a_field_with_a_holding_value_keeps_the_piece_back() -> None:
    rows = [(slip, value) for field, slip in SLIPS for value in HELD[field]]

    shown, made = _public(rows)

    assert len(rows) > 300
    assert [row for row, public in zip(rows, shown, strict=True) if public] == []
    assert [row for number, row in enumerate(rows) if "hold-key" not in _told(made, number)] == []


def test_every_slip_of_a_field_with_a_neutral_value_is_published_and_named() -> None:
    rows = [(slip, value) for field, slip in SLIPS for value in LET[field] if fold(slip) not in ALIASES]

    shown, made = _public(rows)

    assert [row for row, public in zip(rows, shown, strict=True) if not public] == []
    assert [row for number, row in enumerate(rows) if "key-near" not in _told(made, number)] == []


def test_a_field_in_another_notation_is_that_field() -> None:
    names = [(name, field) for field in FIELDS for name in _variants(field)]
    held = [(name, value) for name, field in names for value in HELD[field]]
    let = [(name, value) for name, field in names for value in LET[field] if value not in {"false", "否"}]

    assert [row for row, public in zip(held, _public(held)[0], strict=True) if public] == []
    assert [row for row, public in zip(let, _public(let)[0], strict=True) if not public] == []


def test_an_empty_field_that_keeps_back_blocks_and_so_does_a_lone_mark() -> None:
    lone = [key for key, sense in KEYS if sense == "keeps" and ALIASES[fold(key)].strict]
    rows = [(key, value) for key in [*FIELDS, *lone, "statsu", "opennes", "dat"] for value in ("", "''", "~")]

    shown, made = _public(rows)

    assert [row for row, public in zip(rows, shown, strict=True) if public] == []
    assert [row for number, row in enumerate(rows) if "hold-empty" not in _told(made, number)] == []


def test_honest_keys_are_free() -> None:
    rows = list(HONEST.items())

    shown, made = _public(rows, dated=True)

    assert len(rows) >= 60
    assert [row for row, public in zip(rows, shown, strict=True) if not public] == []
    assert [row for number, row in enumerate(rows) if _told(made, number)] == []


@pytest.mark.parametrize("word", sorted(ORDINARY))
def test_an_ordinary_word_keeps_nothing_back_while_the_field_itself_is_there(word: str) -> None:
    said = meaning(word)

    assert said is None or said.ordinary or not said.strict


@pytest.mark.parametrize(
    ("key", "value"), [("data", "2099-01-01"), ("dates", "2099-01-01"), ("review", f"[{REVIEW.format('退回')}]")]
)
def test_an_ordinary_word_in_the_place_of_the_field_keeps_back_what_it_plainly_does(key: str, value: str) -> None:
    assert _public([(key, value)])[0] == [False]


LETTERS = st.characters(codec="ascii", categories=["Ll"])


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str, str]:
    """A field that keeps a piece back, its name with one letter wrong somewhere, and a holding value."""
    field = draw(st.sampled_from(sorted(FIELDS)))
    at, kind = draw(st.integers(0, len(field) - 1)), draw(st.sampled_from(["drop", "add", "change", "swap"]))
    letter = draw(LETTERS)
    rest = field[at + 1 :]
    slip = {
        "drop": field[:at] + rest,
        "add": field[:at] + letter + field[at:],
        "change": field[:at] + letter + rest,
        "swap": field[:at] + rest[:1] + field[at] + rest[1:],
    }[kind]
    return field, slip, draw(st.sampled_from(HELD[field]))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(slips(), min_size=10, max_size=40))
@example([("status", "statu", "草稿")])
def test_no_slip_publishes_what_the_field_keeps_back(drawn: list[tuple[str, str, str]]) -> None:
    rows = [(slip, value) for _, slip, value in drawn if fold(slip) not in ORDINARY and not slip.startswith("_")]
    assume(rows)

    assert [row for row, public in zip(rows, _public(rows)[0], strict=True) if public] == []


@settings(max_examples=200, deadline=None)
@given(st.text("abcd", max_size=6), st.text("abcd", max_size=6))
def test_the_distance_is_that_of_a_full_search(one: str, other: str) -> None:
    near = {one} | set(_edits(one))
    expected = 0 if one == other else 1 if other in near else 2 if any(other in _edits(word) for word in near) else 3

    found = distance(one, other, 2)

    assert min(found, 3) == expected or (found == 3 and expected == 2)  # letters swapped are not changed again
    assert (found == 1) == (expected == 1)


def _edits(word: str) -> set[str]:
    found = {word[:at] + word[at + 1 :] for at in range(len(word))}
    found |= {word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in "abcd"}
    found |= {word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in "abcd"}
    found |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return found - {word}
