"""Numbers that can be called are links, and numbers of other things are not."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangqun.render.reach import reachable, with_reach

LINK = re.compile(r'<a href="(?:tel|mailto):([^"]+)">([^<]+)</a>')


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("电话：0971-5550100。", "0971-5550100"),
        ("请打0971－5550100咨询", "0971-5550100"),
        ("（0971）5550100转8001", "0971-5550100,8001"),
        ("(010) 55501000", "010-55501000"),
        ("总机 0971-5550100-801", "0971-5550100,801"),
        ("+86 0971-5550100", "0971-5550100"),
        ("客服 400-555-0100", "400-555-0100"),
        ("联系电话：0971 5550100", "0971-5550100"),
        ("电话、传真：0971-5550100", "0971-5550100"),
        ("拨打12345", "12345"),
        ("12345政务服务便民热线", "12345"),
        ("12388 举报电话", "12388"),
        ("热线：<strong>12345</strong>", "12345"),
        ("<td>电话</td>\n<td>12345</td>", "12345"),
        ("拨打 110 报警", "110"),
        ("邮箱：yijian@rd.example，或来信", "yijian@rd.example"),
        ("yijian.fa-gui@renda.yunze.example", "yijian.fa-gui@renda.yunze.example"),
    ],
)
def test_what_can_be_called_or_written_to_is_a_link(text: str, dialled: str) -> None:
    shown = reachable(f"<p>{text}</p>")

    assert [found[1] for found in LINK.finditer(shown)] == [dialled]
    assert LINK.sub(r"\2", shown) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "传真：0971-5550101",
        "<td>传真</td>\n<td>0971-5550101</td>",
        "编号0971-5550100",
        "账号：0971-55501001234",
        "身份证号码 110101199001011234",
        "统一社会信用代码 12345",
        "2026-11-20 至 2026-12-01",
        "云人发〔2026〕12345号",
        "共12345人，12345万元，第12345号热线工程",
        "预算 12345 万元，热线另付",
        "页码 010-12-3",
        "GB0871-12345678",
        "https://rd.example/0971-5550100",
        "https://name:word@host.example/x",
        "电话会议于8点召开，12时结束",
        "<code>0971-5550100</code>",
        "<pre>电话：12345</pre>",
        '<a href="/x">电话：0971-5550100</a>',
        "<h2>电话：0971-5550100</h2>",
        "邮箱：@rd.example",
    ],
)
def test_what_is_no_number_to_call_stays_text(text: str) -> None:
    assert reachable(f"<p>{text}</p>") == f"<p>{text}</p>"


@settings(max_examples=500, deadline=None)
@given(st.text(st.sampled_from("电话传真热线拨打编号：:（）() -－0123456789转@.abc甲乙，<>&\"'"), max_size=60))
def test_a_text_reads_the_same_with_links_in_it(text: str) -> None:
    shown = with_reach(text)

    assert re.sub(r"</?a(?: [^>]*)?>", "", shown) == with_reach(text).__class__.escape(text)
    assert all(re.fullmatch(r"[0-9,-]{3,24}|[\w.+-]+@[\w.-]+", found[1], re.ASCII) for found in LINK.finditer(shown))


def test_a_label_says_what_a_number_is() -> None:
    assert with_reach("12345", "举报电话") == '<a href="tel:12345">12345</a>'
    assert with_reach("12345", "邮编") == "12345"
    assert with_reach("12345<b>", "电话") == '<a href="tel:12345">12345</a>&lt;b&gt;'
