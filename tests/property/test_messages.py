"""However a header or a record is damaged, what is said of it is in the catalogue, in our words, and at a line."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docs.rules import all_rules
from strategies import damaged
from wangqun.authoring.schema import FORMS
from wangqun.domain.finding import Finding, Place
from wangqun.records.article import Article
from wangqun.scan.wording import DEFAULT, Wording
from wangqun.stages.load.header import read_header
from wangqun.stages.load.keys import names_of
from wangqun.stages.load.marked import YamlError, parse_yaml
from wangqun.stages.load.row_files import _rows
from wangqun.stages.load.salvage import salvage
from wangqun.stages.load.sites import YAML_SYNTAX
from wangqun.stages.load.validate import validate

CODES = frozenset(rule.code for rule in all_rules())
ENGLISH = re.compile(
    r"mapping|expected|token|Input|should be|valid|NoneType|Error\b|scalar|tuple|pydantic|yaml_|block ",
)
HERE = Place("xian", "a.md")
NAMES = names_of(Article)
PIECES = {
    "YAML": "---\ntitle: 题目\ndate: 2026-03-01 09:30\ntags: [一, 二]\nattachments:\n  - {name: 方案, file: a.pdf}\n"
    "reviews:\n  - {stage: first, role: 编辑, person: 某某, time: 2026-03-01 09:30, result: pass}\n"
    "share: {up: true, to: xian}\n---\n正文\n",
    "plain": "Title: 题目\nDate: 2026-03-01\nTags: 一, 二\nAttachments: [{name: 方案, file: a.pdf}]\n\n正文\n",
    "TOML": '+++\ntitle = "题目"\ndate = 2026-03-01\n[[attachments]]\nname = "方案"\nfile = "a.pdf"\n+++\n正文\n',
    "rst": "题目\n====\n\n:date: 2026-03-01\n:tags: 一, 二\n"
    ":secrecy_review: {person: 某某, time: 2026-03-01, result: public}\n\n正文\n",
}
PEOPLE = {
    "deputies": "- person: person:7k3m9q2x4t\n  name: 闻正言\n  gender: 女\n  birth: 1970-03\n  mandates:\n"
    "    - {term: 17, constituency: c1, from: 2022-01-10}\n  posts:\n    - {organ: congress, title: 主席, from: 2022-01-10}\n",
    "stations": "key: s1\nname: 站\naddress: 一号\ngeo: 36.65,117.12\nreception_days:\n  - {day: 5, start: '09:00'}\n",
    "constituencies": "key: c1\nname: 一区\nterm: 17\nquota: 2\nplaces:\n  - {code: '970121101001', name: 甲村}\n",
    "duty_reports": "person: person:7k3m9q2x4t\ndate: 2026-03-01\ntext: 述职\n"
    "rating: {satisfied: 1, basically: 2, dissatisfied: 3}\n",
}
RECORDS = {
    "cluster": "name: 群\nroot: sheng\nbase_url: https://rd.example/\nlevels:\n  county: {review_stages: 2}\n"
    "flows:\n  - {id: up, kind: report, columns: [news], limit: {count: 3, per: month}}\n",
    "site": "name: 某县人民代表大会\nshort_name: 某县人大\nparent: shi\ncolumns:\n  add:\n    - {key: a, title: 甲}\n"
    "footer: {icp: 某号}\n",
    "accepted": "accepted:\n  - {id: xian:article/a, by: 某某, on: 2026-03-01}\n",
    "waivers": "waivers:\n  - {code: home-address, item: xian:article/a, reason: 因, approver: 某某, expires_on: 2026-04-01}\n",
}


def _own() -> frozenset[str]:
    """The names and values of ours in which such a word may stand."""
    text = " ".join(f"{name} {info.description}" for form in FORMS.values() for name, info in form.record.model_fields.items())
    return frozenset(re.findall("[A-Za-z_]+", text))


OWN = _own()


def _check(findings: Iterable[Finding]) -> None:
    for finding in findings:
        words = re.sub("“[^“”]*”", "", finding.message)
        assert finding.code in CODES
        assert not re.search(r"str-enum|function-|literal\[|^“\w+\.\d", finding.message), finding
        assert finding.line >= 1, finding
        assert not [word for word in ENGLISH.findall(words) if word not in OWN], finding
        assert not re.search(r"[A-Za-z_]\.\d|\w\[|\{[a-z]+\}", words), finding
        assert finding.hint


@settings(max_examples=400, deadline=None)
@pytest.mark.parametrize("head", PIECES)
@given(data=st.data())
def test_a_damaged_header_is_told_in_our_words(head: str, data: st.DataObject) -> None:
    text = data.draw(damaged(PIECES[head]))
    header = read_header(text, HERE, NAMES, head == "rst")

    _check(header.findings)
    _check(validate(Article, header.values, header.marked, HERE, Article.BLOCKING)[1])


@settings(max_examples=300, deadline=None)
@pytest.mark.parametrize("kind", PEOPLE)
@given(data=st.data())
def test_damaged_records_of_people_are_told_in_our_words(kind: str, data: st.DataObject) -> None:
    findings: list[Finding] = []
    list(_rows(kind, data.draw(damaged(PEOPLE[kind])), HERE, Wording(DEFAULT), findings, []))

    _check(findings)


@settings(max_examples=300, deadline=None)
@pytest.mark.parametrize("kind", RECORDS)
@given(data=st.data())
def test_damaged_records_of_sites_are_told_in_our_words(kind: str, data: st.DataObject) -> None:
    try:
        marked = parse_yaml(data.draw(damaged(RECORDS[kind])))
    except YamlError as error:
        _check([YAML_SYNTAX.at(HERE.at(error.line, error.column), problem=error.message, mend="改正这一行。")])
        return
    _check(salvage(FORMS[kind].record, marked, HERE)[2])
