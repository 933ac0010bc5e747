"""Periods of handling suggestions: by national law, and as provinces' own rules have them. Data: a province is a row."""

from collections.abc import Mapping

from ...domain.numerals import in_chinese
from ...domain.period import Period
from ...domain.said import said, word

Periods = Mapping[str, Period | None]
STEPS = {
    "assign": "闭会期间提出的，交办",
    "return": "单位要求退办",
    "reassign": "重新交办",
    "contact": "与代表沟通",
    "co_reply": "会办单位提出意见",
    "reply": "答复",
    "extended": "延期后的答复",
    "feedback": "代表反馈评价",
    "rehandle": "重新办理",
}
"""What each period is for."""
NATIONAL: Periods = {
    "rule": Period(law=said("代表法第五十一条")),
    **dict.fromkeys(STEPS),
    "reply": Period(months=3, law=said("代表法第五十一条")),
    "extended": Period(months=6, law=said("代表法第五十一条")),
    "feedback": Period(working_days=20, law=said("系统缺省的期限")),
}
_BOOKS: Mapping[str, tuple[str, Mapping[str, tuple[str, int]]]] = {
    "浙江2016": (
        said("浙江省的规定"),
        {
            "assign": ("7日", 10),
            "return": ("10日", 14),
            "co_reply": ("2个月", 18),
            "reply": ("3个月", 21),
            "extended": ("6个月", 21),
        }
        | {"rehandle": ("1个月", 24)},
    ),
    "山东2017": (
        said("山东省的规定"),
        {
            "assign": ("5日", 10),
            "return": ("5日", 12),
            "co_reply": ("1个月", 21),
            "reply": ("3个月", 19),
            "extended": ("6个月", 19),
        }
        | {"rehandle": ("1个月", 24)},
    ),
    "上海2015": (
        said("上海市的规定"),
        {"assign": ("7个工作日", 11), "return": ("7个工作日", 14), "co_reply": ("1个月", 17), "reply": ("3个月", 19)}
        | {"extended": ("6个月", 19), "rehandle": ("1个月", 21)},
    ),
    "河南2017": (
        said("河南省的规定"),
        {"return": ("10个工作日", 14), "reassign": ("10个工作日", 14), "co_reply": ("2个月", 18), "reply": ("3个月", 20)}
        | {"extended": ("6个月", 20), "feedback": ("10个工作日", 22), "rehandle": ("1个月", 22)},
    ),
    "北京2014": (
        said("北京市的规定"),
        {"reply": ("3个月", 21), "extended": ("6个月", 21), "feedback": ("15个工作日", 23), "rehandle": ("2个月", 27)},
    ),
    "重庆2018": (
        said("重庆市的规定"),
        {
            "assign": ("10个工作日", 13),
            "return": ("10个工作日", 16),
            "reassign": ("10个工作日", 16),
            "contact": ("20个工作日", 18),
        }
        | {"co_reply": ("30个工作日", 20), "reply": ("3个月", 21), "extended": ("6个月", 21), "feedback": ("20个工作日", 27)}
        | {"rehandle": ("2个月", 27)},
    ),
}


def _period(text: str, law: str) -> Period:
    return Period.model_validate(text).model_copy(update={"law": law})


RULEBOOKS: Mapping[str, Mapping[str, Period]] = {
    name: {
        key: _period(text, said("%(rules)s第%(article)s条", rules=word(title), article=in_chinese(article)))
        for key, (text, article) in steps.items()
    }
    for name, (title, steps) in _BOOKS.items()
}
"""The rules of provinces by the name that a cluster writes; what one does not set is as national law has it, or not set."""
