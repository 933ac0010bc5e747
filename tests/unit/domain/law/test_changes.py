"""What is shown of two texts: numbers, titles and references change as one, and what is hardly alike is shown whole."""

import pytest

from wangqun.domain.law.changes import Segment, atoms, segments

MARKS = {"equal": "{}", "insert": "[+{}+]", "delete": "[-{}-]"}


def shown(old: str, new: str) -> str:
    return "".join(MARKS[one.kind].format(one.text) for one in segments([old], [new]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依照《水法》第十二条之一第二款", ["依", "照", "《水法》", "第十二条之一", "第二款"]),
        ("处2.5万元以上", ["处", "2.5", "万", "元", "以", "上"]),
        ("一百二十日内", ["一百二十", "日", "内"]),
        ("统一管理", ["统", "一", "管", "理"]),
        ("《〈条例〉办法》和《", ["《〈条例〉办法》", "和", "《"]),
        ("款\n项", ["款", "\n", "项"]),
    ],
)
def test_what_is_read_as_one_is_one(text: str, expected: list[str]) -> None:
    assert atoms(text) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("处一百元以下罚款。", "处二百元以下罚款。", "处[-一百-][+二百+]元以下罚款。"),
        ("违反本法第十二条的，处罚款。", "违反本法第二十条的，处罚款。", "违反本法[-第十二条-][+第二十条+]的，处罚款。"),
        (
            "按《水法办法》执行工作。",
            "按《节水办法》执行工作。",
            "按[-《水法办法》-][+《节水办法》+]执行工作。",
        ),
        ("甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊己庚辛壬癸"),
        (
            "养犬人应当领取犬牌",
            "古籍修复实行师徒制",
            "[-养犬人应当领取犬牌-][+古籍修复实行师徒制+]",
        ),
        ("读者凭证借书。", "读者凭证借书。逾期不还、损坏或者转借他人，又不听劝告的，暂停借阅。", None),
    ],
)
def test_changes_are_shown_as_readers_mean_them(old: str, new: str, expected: str | None) -> None:
    assert shown(old, new) == (expected or f"{old}[+{new.removeprefix(old)}+]")


def test_one_character_alike_between_changes_is_no_island() -> None:
    assert shown("应当由甲乙丙和丁戊己负责办理登记", "应当由子丑寅和卯辰巳负责办理登记") == (
        "应当由[-甲乙丙和丁戊己-][+子丑寅和卯辰巳+]负责办理登记"
    )
    assert shown("应当由甲乙丙会同丁戊己负责办理登记", "应当由子丑寅会同卯辰巳负责办理登记") == (
        "应当由[-甲乙丙-][+子丑寅+]会同[-丁戊己-][+卯辰巳+]负责办理登记"
    )


def test_segments_say_which_paragraph_they_are_of() -> None:
    assert segments(["申请应当书面提出；受理应当出具凭证。"], ["申请应当书面提出；", "受理应当出具凭证。"]) == (
        Segment("equal", "申请应当书面提出；", 0, 0),
        Segment("equal", "受理应当出具凭证。", 0, 1),
    )
    assert segments([], ["新"]) == (Segment("insert", "新", -1, 0),)
    assert segments(["旧"], []) == (Segment("delete", "旧", 0, -1),)
    assert segments([""], [""]) == ()
