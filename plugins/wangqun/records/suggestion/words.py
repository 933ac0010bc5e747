"""The words of motions and suggestions: forms, steps, outcomes, ratings, with what editors write for them."""

from ...domain.said import said
from ...domain.words import SAID, YES_NO, Words

SUGGESTIONS = {"suggestion": said("建议"), "criticism": said("批评"), "opinion": said("意见")}
SUGGESTION_WORDS = Words(SUGGESTIONS, {"suggestion": ("代表建议", "建议、批评和意见")})
MOTIONS = {"motion": said("议案"), "interpellation": said("质询案"), "recall": said("罢免案")}
MOTION_WORDS = Words(MOTIONS, {"interpellation": ("质询",), "recall": ("罢免",)})
FORMS = SUGGESTIONS | MOTIONS
DURING = {"in_session": said("大会期间"), "recess": said("闭会期间")}
DURING_WORDS = Words(DURING, {"in_session": ("会议期间", "会中"), "recess": ("平时", "会后")})
MODES = {"joint": said("主办会办"), "separate": said("分别办理")}
MODE_WORDS = Words(MODES, {"joint": ("会同办理", "单独办理", "主会办"), "separate": ("分办",)})
CONTACTS = {"in_person": said("面商"), "phone": said("电话"), "written": said("书面"), "platform": said("网上平台")}
CONTACT_WORDS = Words(
    CONTACTS, {"in_person": ("当面", "走访", "座谈"), "written": ("信函", "来函"), "platform": ("平台", "网络")}
)
OUTCOMES = {
    "resolved": said("已经解决或采纳"),
    "in_progress": said("正在解决"),
    "planned": said("列入计划逐步解决"),
    "reference": said("留作参考"),
    "referred_up": said("转上级机关"),
}
OUTCOME_WORDS = Words(
    OUTCOMES,
    {
        "resolved": ("A", "A类", "甲", "甲类", "已解决", "基本解决", "已经解决", "采纳", "解决采纳"),
        "in_progress": ("B", "B类", "正在办理"),
        "planned": ("C", "C类", "列入规划", "列入计划", "计划解决"),
        "reference": ("D", "D类", "丙", "丙类", "参考", "作为参考"),
        "referred_up": ("涉及上级职权", "转上级", "上报"),
    },
)
REASONS = {"legal": said("受法律法规政策所限"), "conditions": said("受条件所限"), "noted": said("留作工作参考")}
REASON_WORDS = Words(REASONS, {"legal": ("法律", "政策"), "conditions": ("条件",), "noted": ("参考",)})
RATINGS = {
    "very_satisfied": said("非常满意"),
    "satisfied": said("满意"),
    "basically_satisfied": said("基本满意"),
    "dissatisfied": said("不满意"),
    "no_feedback": said("未反馈"),
}
RATING_WORDS = Words(RATINGS, {"very_satisfied": ("很满意",), "no_feedback": ("没有反馈", "未评价")})
STEPS = {
    "solicited": said("酝酿"),
    "drafted": said("草拟"),
    "submitted": said("提交"),
    "accepted": said("审核受理"),
    "not_accepted": said("不予受理"),
    "converted": said("转作建议办理"),
    "merged": said("并案办理"),
    "assigned": said("交办"),
    "returned": said("退办"),
    "transferred": said("转办"),
    "co_replied": said("会办意见"),
    "contacted": said("与代表沟通"),
    "extended": said("延期"),
    "overdue": said("记录逾期"),
    "replied": said("答复"),
    "rated": said("代表评价"),
    "rehandle_ordered": said("要求重新办理"),
    "re_replied": said("再次答复"),
    "commitment_done": said("承诺落实"),
    "withdrawn": said("代表撤回"),
    "key_supervised": said("列为重点督办"),
    "published": said("公开"),
}
"""Steps in the order in which they are taken; those of one day are read in this order."""
STEP_WORDS = Words(
    STEPS,
    {
        "solicited": ("征集",),
        "drafted": ("起草",),
        "submitted": ("提出",),
        "accepted": ("受理", "审核", "立案"),
        "not_accepted": ("不受理", "不予立案"),
        "converted": ("转为建议", "转建议"),
        "merged": ("并案",),
        "transferred": ("重新交办", "改办"),
        "co_replied": ("会办", "协办意见", "会办答复"),
        "contacted": ("沟通", "面商", "联系代表"),
        "extended": ("延期办理", "延期答复"),
        "overdue": ("逾期",),
        "replied": ("办结答复", "书面答复"),
        "rated": ("评价", "反馈", "代表反馈", "满意度评价"),
        "rehandle_ordered": ("重新办理", "重办"),
        "re_replied": ("重新答复", "二次答复"),
        "commitment_done": ("落实承诺", "承诺兑现"),
        "withdrawn": ("撤回",),
        "key_supervised": ("重点督办",),
        "published": ("公布",),
    },
)
PUBLIC_WORDS = Words(
    {True: "公开", False: "不公开"},
    {
        True: (*SAID[True], YES_NO[True], "可以公开", "可公开", "全文公开", "public"),
        False: (
            *SAID[False],
            YES_NO[False],
            "不予公开",
            "不宜公开",
            "不得公开",
            "不可公开",
            "不能公开",
            "暂不公开",
            "not_public",
        ),
    },
)
AWAITED = "awaited"
"""What stands in place of an event whose day has not come: nothing of it is public but that day."""
