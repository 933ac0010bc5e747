"""Secret marks however they are spaced and written; talk about secrets is no mark."""

import pytest

from wangqun.domain.finding import Place
from wangqun.scan.passages import Passage, of_name, of_values
from wangqun.scan.scanner import scan
from wangqun.scan.wording import DEFAULT, Wording


def marks(text: str, key: str = "body") -> list[tuple[int, str]]:
    """Line and form of the marks in a text that begins on line 1."""
    hits = scan([Passage(text, 1, key)], Wording(DEFAULT))
    return [(hit.line, hit.values["mark"]) for hit in hits if hit.code == "secret-mark"]


@pytest.mark.parametrize(
    ("text", "line", "mark"),
    [
        ("机　密★10年", 1, "机密★"),
        ("绝 密 ★", 1, "绝密★"),
        ("秘  密  ★  5年", 1, "秘密★"),
        ("机\u200b密\u200b★10年", 1, "机密★"),
        ("机密⭐10年", 1, "机密★"),
        ("机密★★10年", 1, "机密★"),
        ("**机　密** ★10年", 1, "机密★"),
        ("<b>绝</b>&emsp;密★", 1, "绝密★"),
        ("機密★", 1, "机密★"),
        ("絕 密★启用前", 1, "绝密★"),
        ("祕密★10年", 1, "秘密★"),
        ("一\n\n密级：秘密\n三", 3, "密级：秘密"),
        ("密級：機密", 1, "密级：机密"),
        ("密 级 ： 机 密", 1, "密级：机密"),
        ("**密级：** 机密级", 1, "密级：机密"),
        ("份号：000123　密级：机密　保密期限：10年", 1, "密级：机密"),
        ("- 密级：秘密。", 1, "密级：秘密"),
        ("（密级：秘密）", 1, "密级：秘密"),
        ("保密等级：绝密", 1, "密级：绝密"),
        ("| 份号 | 密级：秘密 |", 1, "密级：秘密"),
        ("<p>密级：秘密</p>", 1, "密级：秘密"),
        ("一\n![密级：秘密](a.jpg)", 2, "密级：秘密"),
        ("【绝密】\n正文", 1, "【绝密】"),
        ("000123\n\n[机密·10年]\n正文", 3, "【机密】"),
        ("（秘密）关于某事的报告", 1, "【秘密】"),
        ("# 〔機密〕某事", 1, "【机密】"),
        ("〖绝密〗", 1, "【绝密】"),
        ("「机密」", 1, "【机密】"),
        ("机密※10年", 1, "机密★"),
        ("密级　机密", 1, "密级：机密"),
        ("密级（机密）", 1, "密级：机密"),
        ("定密：秘密", 1, "密级：秘密"),
        ("一\n二\n三\n四\n五\n密级：\n机密", 7, "密级：机密"),
        ("| 密级 | 机密 |\n|---|---|\n| 保密期限 | 10年 |", 1, "密级：机密"),
        ("<table><tr><td>密级</td><td>秘密</td></tr></table>", 1, "密级：秘密"),
        ("绝密（长期）\n\n关于某事的报告", 1, "绝密"),
        ("000123\n机密·10年\n特急\n\n正文", 2, "机密"),
        ("**机密**\n\n关于某事的报告", 1, "机密"),
        ("特急·秘密\n\n正文", 1, "秘密"),
        ("秘密　特急\n\n正文", 1, "秘密"),
        ("绝密级\n\n正文", 1, "绝密"),
    ],
)
def test_a_mark_is_found(text: str, line: int, mark: str) -> None:
    assert [(line, mark)] == marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "涉及国家秘密的，依照保守国家秘密法办理。",
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "密级：秘密、机密、绝密三级，由定密责任人填写",
        "密级：（绝密、机密、秘密）",
        "密级：在封面左上角标注",
        "密级：公开",
        "密级：",
        "文件的密级：秘密的文件由专人保管。",
        "本表“密级：秘密”一栏由承办人填写",
        "属于机密级的，密级：机密，由本级确定",
        "秘密级国家秘密是一般的国家秘密",
        "| 密级 | 期限 |\n|---|---|\n| 绝密 | 30年 |\n| 机密 | 20年 |\n| 秘密 | 10年 |",
        "保守秘密 ★★★ 三星",
        "[机密](https://www.test.example/)是什么",
        "【机密】级国家秘密是重要的国家秘密",
        "一\n二\n三\n四\n五\n（秘密）",
        "## 秘密",
        "| 密级 | 绝密 | 机密 | 秘密 |\n|---|---|---|---|\n| 保密期限 | 30年 | 20年 | 10年 |",
        "- 秘密\n- 机密\n- 绝密\n\n三个等级要分清。",
        "秘密\n\n机密和绝密以外的国家秘密是秘密级。",
        "定密：由定密责任人办理",
        "秘密\n写票处设在会场东侧。",
        "一\n二\n三\n四\n五\n秘密\n六",
        "定密（秘密级以上的事项）由保密委员会办理",
    ],
)
def test_talk_of_secrets_is_no_mark(text: str) -> None:
    assert marks(text) == []


@pytest.mark.parametrize("title", ["【秘密】某事", "关于某事的通报（机密）", "关于某事的通报 机　密★10年"])
def test_a_title_bears_its_mark_at_either_end(title: str) -> None:
    assert len(marks(title, "title")) == 1


@pytest.mark.parametrize("name", ["【机密】名单.xlsx", "名单（秘密）.xlsx", "机 密★10年.md"])
def test_so_does_a_files_name(name: str) -> None:
    hits = scan([of_name(Place("xian", f"content/{name}"))], Wording(DEFAULT))

    assert [hit.code for hit in hits] == ["secret-mark"]


@pytest.mark.parametrize(
    "values", [{"密级": "机密"}, {"extra": {"密级": "机密"}}, {"secrecy_level": "机 密"}, {"summary": "【机密】"}]
)
def test_a_field_that_says_the_grade_is_a_mark(values: dict[str, object]) -> None:
    assert [hit.code for hit in scan(of_values(values, {}), Wording(DEFAULT))] == ["secret-mark"]


def test_a_tag_of_that_word_is_not() -> None:
    assert not scan(of_values({"tags": ["秘密", "保密法"]}, {}), Wording(DEFAULT))


@pytest.mark.parametrize(("values", "told"), [({"工作秘密": "否"}, []), ({"来源": "内部资料"}, ["inner-word"])])
def test_the_name_of_a_field_is_no_inner_word_but_its_value_may_be(values: dict[str, object], told: list[str]) -> None:
    assert [hit.code for hit in scan(of_values(values, {}), Wording(DEFAULT))] == told
