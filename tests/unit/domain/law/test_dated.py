"""The dated lines below a title: each day with its act, and who acted."""

import pytest

from wangqun.domain.law.dated import dates_in, read_events

LINE = (
    "（2003年9月1日云泽省第十届人民代表大会常务委员会第四次会议通过　根据2015年3月27日"
    "云泽省第十二届人民代表大会常务委员会第十四次会议《关于修改〈云泽省灯会条例〉的决定》第一次修正　"
    "2021年5月28日云泽省第十三届人民代表大会常务委员会第二十九次会议修订）"
)


def test_a_line_of_the_gazette() -> None:
    events = read_events(LINE, "云泽省")

    assert [(event.on, event.act, event.organs) for event in events] == [
        ("2003-09-01", "passed", ("云泽省人民代表大会常务委员会",)),
        ("2015-03-27", "amended", ("云泽省人民代表大会常务委员会",)),
        ("2021-05-28", "amended", ("云泽省人民代表大会常务委员会",)),
    ]
    assert events[0].meeting == "云泽省第十届人民代表大会常务委员会第四次会议"
    assert events[1].text.endswith("《关于修改〈云泽省灯会条例〉的决定》第一次修正")


@pytest.mark.parametrize(
    ("line", "act", "organs"),
    [
        ("2020年1月2日 第十三届全国人民代表大会第三次会议通过", "passed", ("全国人民代表大会",)),
        ("2020年1月2日 第十三届全国人民代表大会常务委员会第十五次会议修订", "amended", ("全国人民代表大会常务委员会",)),
        ("2020年1月2日 市十届人大常委会第三十二次会议通过", "passed", ("砚南市人民代表大会常务委员会",)),
        ("2020年1月2日 砚南市第十届人民代表大会第二次会议通过", "passed", ("砚南市人民代表大会",)),
        ("2020年1月2日 云泽省第十届人民代表大会常务委员会第二次会议批准", "approved", ("云泽省人民代表大会常务委员会",)),
        (
            "2020年1月2日 云泽省第十届人大常委会第二次会议批准的《砚南市人大常委会关于修改〈砚南市灯会条例〉的决定》修正",
            "amended",
            None,
        ),
        ("2020年1月2日 中华人民共和国国务院令第700号公布", "promulgated", ("国务院",)),
        (
            "2020年1月2日 中华人民共和国国务院、中华人民共和国中央军事委员会令第700号公布",
            "promulgated",
            ("国务院", "中央军事委员会"),
        ),
        ("2020年1月2日 国务院第100次常务会议通过", "passed", ("国务院",)),
        ("2020年1月2日 最高人民法院审判委员会第1800次会议通过", "passed", ("最高人民法院",)),
        ("2020年1月2日 公安部部长办公会议通过", "passed", ("公安部",)),
        ("2020年1月2日 国家烛火委员会令第4号发布", "promulgated", ("国家烛火委员会",)),
        ("2020年1月2日 人力资源和社会保障部令第4号公布", "promulgated", ("人力资源和社会保障部",)),
        ("2020年1月2日 施行", "effective", ()),
        ("2020年1月2日起施行", "effective", ()),
        ("2020年1月2日 砚南市人民代表大会常务委员会公告第14号公布", "promulgated", ("砚南市人民代表大会常务委员会",)),
        ("2020年1月2日 云泽省第十届人民代表大会常务委员会第二次会议废止", "repealed", ("云泽省人民代表大会常务委员会",)),
        ("2020年1月2日", "", ()),
    ],
)
def test_acts_and_organs(line: str, act: str, organs: tuple[str, ...] | None) -> None:
    (event,) = read_events(line, "砚南市")

    assert (event.on, event.act) == ("2020-01-02", act)
    assert event.organs == (organs if organs is not None else ("云泽省人民代表大会常务委员会",))


def test_two_courts_pass_one_text() -> None:
    line = "2019年1月2日最高人民法院审判委员会第1600次会议、2019年3月4日最高人民检察院第十二届检察委员会第18次会议通过"

    assert [(event.act, event.organs) for event in read_events(line, "")] == [
        ("passed", ("最高人民法院",)),
        ("passed", ("最高人民检察院",)),
    ]


def test_dates_and_acts_in_the_names_of_papers_are_none_of_this_text() -> None:
    (event,) = read_events(
        "2020年1月2日云泽省第十届人大常委会第二次会议通过《关于废止〈2001年5月6日公布的灯会办法〉的决定》", "云泽省"
    )

    assert (event.on, event.act) == ("2020-01-02", "passed")


def test_numbers_of_announcements() -> None:
    events = read_events("2020年1月2日云泽省人大常委会公告〔十三届〕第三十三号公布 2020年1月3日国务院令第７００号公布", "云泽省")

    assert [event.number for event in events] == ["〔十三届〕第三十三号", "第700号"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("自2020年1月2日起", ["2020-01-02"]),
        ("自２０２０年１月２日起", ["2020-01-02"]),
        ("自二〇二〇年一月十二日起", ["2020-01-12"]),
        ("自一九九四年十二月三十一日起", ["1994-12-31"]),
        ("自二○二○年十月二十日起", ["2020-10-20"]),
        ("2020年13月2日", []),
        ("2020年1月", []),
    ],
)
def test_dates(text: str, found: list[str]) -> None:
    assert [on for on, _ in dates_in(text)] == found
