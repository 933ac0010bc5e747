"""Where reports are sent: addresses that can stand in a header as they are, several of them, each wrong one alone left out."""

from pathlib import Path

import pytest

from clusters import FAULTS, NOW, read_folder, write_cluster
from wangqun.domain.record import is_mailbox
from wangqun.domain.site import SiteRecord
from wangqun.pipeline import federate

GOOD = ["a@b.cn", "ban-gong.shi_2+x@rd.qinglan.example", "0999@163.example", "_a@a-b.c-d.example"]
BAD = [
    "a",
    "a@b",
    "@b.cn",
    "a@",
    "a b@c.cn",
    "a@b.cn\nBcc: x@y.cn",
    "-t@b.cn",
    "a@-b.cn",
    "a@b..cn",
    ".a@b.cn",
    "a..b@c.cn",
    "办公室@b.cn",
    "a@县人大.cn",
    "a＠b.cn",
    '"a b"@c.cn',
    "a@[127.0.0.1]",
    "x" * 255 + "@b.cn",
    "请填写邮箱",
]


@pytest.mark.parametrize("address", GOOD)
def test_an_address_is_taken(address: str) -> None:
    record = SiteRecord(name="县", short_name="县", report_to=address)

    assert (record.report_to, is_mailbox(address)) == ((address,), True)


@pytest.mark.parametrize("address", BAD)
def test_what_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="report_to"):
        SiteRecord(name="县", short_name="县", report_to=[address])
    assert not is_mailbox(address)


def test_several_are_a_list_or_one_line_each_once() -> None:
    spellings = [["a@b.cn", "c@d.cn", "a@b.cn"], "a@b.cn，c@d.cn", "a@b.cn; c@d.cn", "a@b.cn、c@d.cn"]

    assert {SiteRecord(name="县", short_name="县", report_to=written).report_to for written in spellings} == {
        ("a@b.cn", "c@d.cn")
    }


def test_a_wrong_one_costs_itself_and_neither_the_others_nor_the_site(tmp_path: Path) -> None:
    base = read_folder(FAULTS / "_base")
    record = "report_to: [good@xian.test.example, bad]\n" + base["sites/county/xian.yaml"]
    cluster = "report_from: bad\nreport_to: [x y]\n" + base["sites/cluster.yaml"]
    found = federate(write_cluster(tmp_path, {"sites/county/xian.yaml": record, "sites/cluster.yaml": cluster}), NOW)

    assert found.views["xian"].member.site.record.report_to == ("good@xian.test.example",)
    assert (found.cluster.report_to, found.cluster.report_from) == ((), None)
    assert [(finding.code, finding.path, finding.line) for finding in found.findings] == [
        ("field-dropped", "sites/cluster.yaml", 1),
        ("item-invalid", "sites/cluster.yaml", 2),
        ("item-invalid", "sites/county/xian.yaml", 1),
    ]
    assert "bangongshi@rd.example.gov.cn" in found.findings[2].hint
    assert "其余照常" in found.findings[2].message
