"""Templates that write out texts as they are show what all others show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from wangqun.render.lean import made_lean, shown

TEMPLATES = {
    "base": "<p title='{{ text }}'>{% block main %}{% endblock %}</p>{% include 'part' %}",
    "part": "{{ number }}{{ none }}{{ safe }}{{ text|upper }}{{ text|safe }}{{ [text] }}",
    "macros": "{% macro link(words) %}<a>{{ words }}</a>{% endmacro %}"
    "{% macro box(words) %}{{ words }}{{ caller() }}{% endmacro %}",
    "page": "{% extends 'base' %}{% from 'macros' import box, link %}{% block main %}{{ link(text) }}{{ link(safe)|length }}"
    "{% set kept %}<i>{{ text }}</i>{% endset %}{{ kept }}{{ kept ~ text }}{% call box(text) %}<b>{{ text }}</b>{% endcall %}"
    "{% filter lower %}{{ text }}{% endfilter %}{% autoescape false %}{{ text }}{% endautoescape %}"
    "{% for each in [text, safe] %}{{ loop.index }}{{ each }}{{ link(each) }}"
    "{{ link(words=each) }}{{ chosen(each) }}{% endfor %}{{ host }}{% endblock %}",
}


class Host:
    def __html__(self) -> str:
        return "<em>"


def _environment() -> Environment:
    return Environment(loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


@given(st.text(alphabet="甲乙a<>&\"' \n;#3", max_size=12))
def test_pages_read_the_same(text: str) -> None:
    seen = {"text": text, "safe": Markup("<u>&amp;</u>"), "number": 7, "none": None, "host": Host(), "chosen": str.strip}

    assert made_lean(_environment()).get_template("page").render(seen) == _environment().get_template("page").render(seen)


@given(st.text())
def test_nothing_goes_out_unescaped(text: str) -> None:
    assert shown(text) == str(escape(text))


def test_what_is_not_there_is_still_refused() -> None:
    with pytest.raises(UndefinedError):
        made_lean(_environment()).from_string("{{ nothing }}").render()
