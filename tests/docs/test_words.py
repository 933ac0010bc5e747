"""Every message of every rule can be acted on by someone who knows neither the program nor its libraries."""

import re
import string

import pytest

from wangqun.domain.finding import Rule, Severity
from wangqun.domain.trouble import of_docutils

from .rules import all_rules

LATIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
ACTS = re.compile("[写改删放换补取看交存压审移给让建导转做减收裁照拆加采确核检再把由用为发另最多缩宜输重等停]")
NAMES = frozenset(  # files, keys and values of ours, commands, and formats that an editor sees in names of files
    """
    AVIF ArticleTitle HH HTML JPEG MB MM Markdown Office PDF PLUGINS PNG PubDate SVG SiteDomain THEME TOML Tab UTF-8 Url
    Windows Word YAML YYYY-MM-DD _ a accepted.yaml add address aliases approver article attachments base.html
    birth build by_election cc city cluster.yaml code colour columns columns.hide congress constituency contact_public content
    corrected county dam-inspection date decide decisions deputies deputy division_code docs editor editors.md electing_unit
    emblem employer_post end_notice end_reason ethnicity expires_on external file files fill final first footer gender govern
    hide html http https id images imported info inner item key level limits mailto mandates manual_check md media mend
    modified moved_to name national new no not_same note note: offline on op op. origin page page.banners page.head.meta pages
    parent parent_level pass pelicanconf.py people person phone photo pieces.html place posts production province public
    qinglan query
    quota rd.example.gov.cn reason reception_days reference related reserved_quota result reviews rmb role root same sc_seats
    seats secrecy_review sha256 share show sites sites/ slug source stage station stations status superseded_by suspensions
    tags tel term terms.yaml time title titles to town township transcript true validity voters waivers.yaml wangqun wen.jpg
    withdrawn wording workdays yaml yannan
    allow-clock allow-removal today
    adoption_note channels close_on count document email form_url groups open_on other periods purpose text
    TRANSLATIONS messages.pot msgid msgstr po renda translations
    why waiting jpg accepted draft figures video category KB news verify repair review_in_months reviewed_on
    decision doc_type effective_on enacted_by filed_on normative repealed_on replaced_on
    consultation fishery-draft members yunze
    CSV chain doc due enforcement_inspection not_public_reason plan_changed quote report sheets special_report state type unit
    answered_on
    assigned co_deputies commitments done_on due during events extended in_session lead_deputy number overdue periods
    public_reason
    replied returned submitted suggestions type
    predecessors valid_from valid_to
    decision doc_type effective_on enacted_by filed_on normative renumbered repealed_on replaced_on
    articles effects first_effective_on
    """.split()
)


def _template(text: str) -> str:
    """A template without the values that are put in."""
    return "".join(literal for literal, _, _, _ in string.Formatter().parse(text))


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: f"{rule.code}-{rule.severity}")
def test_a_rule_says_what_to_do_in_our_words(rule: Rule) -> None:
    for text in (rule.message, rule.hint):
        assert {word.rstrip(".") for word in LATIN.findall(_template(text))} <= NAMES, text
    assert rule.hint
    assert (
        "{fix}" in rule.hint
        or "{mend}" in rule.hint
        or "{advice}" in rule.hint
        or "{wanted}" in rule.hint
        or ACTS.search(_template(rule.hint))
    ), rule.hint
    assert not re.search("按字段说明|照字段说明|字段表见", rule.hint)


def test_words_of_ours_are_found_in_rules_at_all() -> None:
    found = {word.rstrip(".") for rule in all_rules() for word in LATIN.findall(_template(rule.message + rule.hint))}

    assert {"id", "YAML", "pelicanconf.py", "sites", "withdrawn"} <= found <= NAMES


def test_every_severity_says_what_becomes_of_the_piece() -> None:
    assert [severity.effect for severity in Severity] == ["没有发布", "照常发布", "照常发布"]


@pytest.mark.parametrize(
    ("english", "what", "mend"),
    [
        ('"raw" directive disabled.', "不能用“raw”指令", "删去它"),
        ('Unknown directive type "not".', "没有“not”指令", "改正"),
        ("Title underline too short.", "线太短", "补到"),
        ("Unexpected indentation.", "缩进", "顶格"),
        ("Block quote ends without a blank line; unexpected unindent.", "缺一个空行", "补"),
        ("Inline strong start-string without end-string.", "没有成对", "补上"),
        ('Unknown target name: "x".', "“x”没有定义", "补上"),
        ("Malformed table.\nText in column margin in table line 3.", "没有对齐", "汉字"),
        ("Something quite new.", "不合格式", "改"),
    ],
)
def test_what_docutils_says_is_told_in_chinese(english: str, what: str, mend: str) -> None:
    said = of_docutils(english)

    assert what in said[0]
    assert mend in said[1]
