"""Words are put into templates when these are compiled: a page says the cluster's own, or what the template says."""

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from wangqun.domain.said import said, word
from wangqun.render.equipment import equipped
from wangqun.render.folding import UNCHANGED, Words, folded, said_in
from wangqun.render.lean import made_lean

SAYS = {
    "plain": '<b title="{{ _("搜索") }}">{{ _("搜索") }}</b>',
    "valued": '{{ _("共 %(n)s 篇", n=count) }}|{{ _("来自 %(who)s", who=name) }}',
    "handed on": '{% macro box(words) %}<i>{{ words }}</i>{% endmacro %}{{ box(_("来自 %(who)s", who=name)) }}',
    "marked up": '{% trans url=name %}请前往<a href="{{ url }}">新网址</a>。{% endtrans %}',
    "per cent": "{% trans %}100% 公开{% endtrans %}{{ _('全部 100%') }}",
    "of the code": "{{ _(name) }}{{ _(label) }}{{ _(safe) }}",
    "chosen": "{{ label or _('没有') }}{{ none or _('没有') }}",
    "sentence": "{{ _(sentence) }}{{ _('来自 %(who)s', who=_(sentence)) }}",
    "several": "{{ _(several)|join('，') }}{{ _(nobody)|join('，') }}",
    "for a script": "{{ own_words(['首页', '没有']) }}{{ own_words(['甲']) }}",
}
BEFORE = {
    "plain": '<b title="搜索">搜索</b>',
    "valued": "共 7 篇|来自 &lt;甲&gt;",
    "handed on": "<i>来自 &lt;甲&gt;</i>",
    "marked up": '请前往<a href="&lt;甲&gt;">新网址</a>。',
    "per cent": "100% 公开全部 100%",
    "of the code": "&lt;甲&gt;首页<u>",
    "chosen": "首页没有",
    "sentence": "共 7 篇，&lt;甲&gt;首页来自 共 7 篇，&lt;甲&gt;首页",
    "several": "首页，&lt;甲&gt;",
    "for a script": "",
}
OWN = {
    "搜索": "“查”<询>",
    "共 %(n)s 篇": "%(n)s 篇，100%%",
    "来自 %(who)s": "%(who)s 报送（%(who)s）",
    '请前往<a href="%(url)s">新网址</a>。': '<a href="%(url)s">到这里</a>',
    "100% 公开": "公开 100%",
    "全部 100%": "百分之百",
    "首页": "主页",
    "没有": "无",
    "共 %(n)s 篇，%(who)s%(at)s": "%(at)s（%(who)s）：%(n)s",
}
AFTER = {
    "plain": '<b title="“查”&lt;询&gt;">“查”&lt;询&gt;</b>',
    "valued": "7 篇，100%|&lt;甲&gt; 报送（&lt;甲&gt;）",
    "handed on": "<i>&lt;甲&gt; 报送（&lt;甲&gt;）</i>",
    "marked up": '<a href="&lt;甲&gt;">到这里</a>',
    "per cent": "公开 100%百分之百",
    "of the code": "&lt;甲&gt;主页<u>",
    "chosen": "首页无",
    "sentence": "主页（&lt;甲&gt;）：7主页（&lt;甲&gt;）：7 报送（主页（&lt;甲&gt;）：7）",
    "several": "主页，&lt;甲&gt;",
    "for a script": "{&#34;首页&#34;:&#34;主页&#34;}",
}
SENTENCE = said("共 %(n)s 篇，%(who)s%(at)s", n=7, who="<甲>", at=word("首页"))
SEEN = {
    "name": "<甲>",
    "label": "首页",
    "count": 7,
    "none": None,
    "safe": Markup("<u>"),
    "sentence": SENTENCE,
    "several": ("首页", "<甲>"),
    "nobody": (),
}
OF_CODE = {"首页": "主页", "共 %(n)s 篇，%(who)s%(at)s": OWN["共 %(n)s 篇，%(who)s%(at)s"]}
ASKING = {"of the code", "sentence", "several"}  # what is known only when a page is made


def environment(words: Words) -> Environment:
    """As pages are made."""
    return made_lean(equipped(Environment(loader=DictLoader(SAYS), autoescape=True, undefined=StrictUndefined), words))


@pytest.mark.parametrize("name", SAYS)
def test_a_template_says_what_stands_in_it_or_what_the_cluster_wants(name: str) -> None:
    assert environment(UNCHANGED).get_template(name).render(SEEN) == BEFORE[name]
    assert environment(Words(OWN, OF_CODE)).get_template(name).render(SEEN) == AFTER[name]


def test_words_of_templates_alone_do_not_touch_what_editors_write() -> None:
    made = environment(Words({"搜索": "查询"}, {}))

    assert made.from_string("{{ _('搜索') }}，{{ _(title) }}").render(title="搜索") == "查询，搜索"


@pytest.mark.parametrize("name", sorted(set(SAYS) - ASKING))
def test_a_page_asks_for_no_word(name: str) -> None:
    made = environment(Words(OWN, OWN))
    tree = folded(made.parse(SAYS[name]), made)

    assert "gettext" not in repr(tree) and "'_'" not in repr(tree)


@pytest.mark.parametrize("name", sorted(ASKING))
def test_without_own_words_those_of_the_code_are_written_as_they_are(name: str) -> None:
    made = environment(UNCHANGED)

    assert "'_'" not in repr(folded(made.parse(SAYS[name]), made))


def test_the_words_of_a_template_are_known_without_its_values() -> None:
    told = [word for text in SAYS.values() for word in said_in(text, environment(UNCHANGED))]

    assert set(told) == set(OWN) - set(OF_CODE)
