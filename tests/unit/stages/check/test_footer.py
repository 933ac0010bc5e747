"""What a footer must say, how, and when that keeps a site back."""

import pytest

from clusters import FAULTS, read_folder
from conftest import Federate
from wangqun.stages.check import footer

SITE_FILE, CLUSTER_FILE = "sites/county/xian.yaml", "sites/cluster.yaml"
BASE = read_folder(FAULTS / "_base")
BARE = BASE[SITE_FILE].partition("footer:")[0]


def told(federation: Federate, site: str, setting: str = "") -> list[tuple[str, str]]:
    """Code and severity of what is said of the county's footer."""
    files = {SITE_FILE: site, CLUSTER_FILE: f"{setting}{BASE[CLUSTER_FILE]}"}
    return [(f.code, f.severity.value) for f in footer.findings(federation(files)) if f.site == "xian"]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("", [("footer-missing", "info"), ("emblem-missing", "info")]),
        ("demo: true\n", [("footer-missing", "info")]),
        ("production: true\n", [("footer-missing", "block"), ("emblem-missing", "block")]),
        ("demo: true\nproduction: true\n", [("footer-missing", "block"), ("emblem-missing", "block")]),
    ],
)
def test_a_bare_footer_is_told_once_and_blocks_in_production(
    setting: str, expected: list[tuple[str, str]], federation: Federate
) -> None:
    assert expected == told(federation, BARE, setting)


def test_a_working_committee_owes_no_emblem(federation: Federate) -> None:
    assert told(federation, BARE + "org_type: working_committee\n", "production: true\n") == [("footer-missing", "block")]


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [
        ("icp", "冀ICP备12345678号", True),
        ("icp", "冀ICP备12345678号-12", True),
        ("icp", "ICP备12345678号", False),
        ("icp", "冀ICP备1234号", False),
        ("psb", "13010202001234", True),
        ("psb", "1301020200123", False),
        ("psb", "１３０１０２０２００１２３４", False),
        ("site_id_code", "9701210001", True),
        ("site_id_code", "bm12345678", True),
        ("site_id_code", "9701220001", False),
        ("site_id_code", "97012100", False),
    ],
)
def test_registration_numbers_have_their_form(field: str, value: str, fits: bool, federation: Federate) -> None:
    lines = [line for line in BASE[SITE_FILE].splitlines() if not line.startswith(f"  {field}:")]
    site = "\n".join(lines) + f'\n  {field}: "{value}"\n'

    assert told(federation, site, "production: true\n") == ([] if fits else [("footer-format", "block")])
    assert told(federation, site) == ([] if fits else [("footer-format", "info")])
    assert told(federation, site, "demo: true\n") == []
