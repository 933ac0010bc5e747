"""Sentences that the code puts together are text, and can be put together again in other words."""

import copy
import json
import pickle
from datetime import date

import pytest

from wangqun.domain.deputy import Reception, roles
from wangqun.domain.moment import day_words
from wangqun.domain.said import Said, again, listed, said, together, word
from wangqun.pages.keys import key_of

DONE = said("已办结：%(outcome)s，%(n)s 件，占 100%%。", outcome=word("正在解决"), n=3)
OWN = {"已办结：%(outcome)s，%(n)s 件，占 100%%。": "%(n)s 件结了（%(outcome)s）", "正在解决": "在办", "张三": "李四"}


def test_a_sentence_is_text() -> None:
    assert DONE == "已办结：正在解决，3 件，占 100%。"
    assert f"{DONE}" == DONE
    assert json.loads(json.dumps([DONE])) == [DONE]
    assert type(str(DONE)) is str
    assert {DONE: 1}["已办结：正在解决，3 件，占 100%。"] == 1


def test_words_without_values_are_text_alone() -> None:
    assert type(said("首页")) is str
    assert again("首页", {"首页": "主页"}) == "主页"
    assert again("首页", {}) == "首页"


def test_a_sentence_is_said_in_other_words_and_what_of_ours_is_in_it() -> None:
    assert again(DONE, OWN) == "3 件结了（在办）"
    assert again(DONE, {}) == DONE
    assert again(DONE, {"正在解决": "在办 100%"}) == "已办结：在办 100%，3 件，占 100%。"


def test_what_an_editor_wrote_stays_inside_a_sentence() -> None:
    assert again(said("组长：%(name)s", name="张三"), OWN) == "组长：张三"
    assert again(said("%(a)s、%(b)s", a="张三 %(n)s", b=word("张三")), OWN) == "张三 %(n)s、李四"


def test_texts_one_after_another_stay_what_they_are() -> None:
    told = together("，", (DONE, "张三", word("张三")))

    assert told == f"{DONE}，张三，张三"
    assert again(told, OWN) == "3 件结了（在办），张三，李四"
    assert together("，", ()) == ""
    assert again(listed(("正在解决", "张三")), OWN) == "在办、李四"


def test_a_word_that_is_a_sentence_already_is_not_marked_again() -> None:
    assert word(DONE) is DONE


@pytest.mark.parametrize("copied", [pickle.loads(pickle.dumps(DONE)), copy.copy(DONE), copy.deepcopy(DONE)])
def test_a_copy_remembers_its_words(copied: str) -> None:
    assert type(copied) is Said
    assert copied == DONE
    assert again(copied, OWN) == again(DONE, OWN)


def test_pages_of_sentences_that_look_alike_are_told_apart() -> None:
    one, other = said("%(a)s%(b)s", a="一", b="二三"), said("%(a)s%(b)s", a="一二", b="三")

    assert one == other
    assert len({key_of(one), key_of(other), key_of(together("", ("一", "二三"))), key_of("一二三")}) == 4
    assert key_of(one) == key_of(said("%(a)s%(b)s", a="一", b="二三"))


def test_dates_and_days_of_reception_can_be_said_otherwise() -> None:
    own = {"%(year)s年%(month)s月%(day)s日": "%(day)s.%(month)s.%(year)s", "第二个": "第2个", "星期三": "周三"}

    assert again(day_words(date(2026, 11, 9)), own) == "9.11.2026"
    assert (
        again(Reception(weekday=3, week=2, start="09:00", end="11:00", note="备注").text, own) == "每月第2个周三 09:00–11:00 备注"
    )


def test_what_a_roster_says_somebody_is_can_be_said_otherwise() -> None:
    assert roles("省人大代表、县人大代表") == "省人大代表、县人大代表"
    assert again(roles("省人大代表、县人大代表"), {"%(congress)s代表": "%(congress)s的代表"}) == "省人大的代表、县人大的代表"
    assert roles("主席") == "主席"
