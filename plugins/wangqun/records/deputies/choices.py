"""What may be chosen in the records of deputies, by key, with the Chinese words that are read as each."""

from typing import Literal

from ...domain.said import said
from ...domain.words import Words

EndReason = Literal[
    "moved_out",
    "resigned",
    "ordered_resignation",
    "absent_twice",
    "recalled",
    "nationality_lost",
    "political_rights_deprived",
    "incapacity",
    "deceased",
    "term_expired",
]
END_REASONS: dict[str, str] = {
    "moved_out": said("迁出或者调离本行政区域"),
    "resigned": said("辞职被接受"),
    "ordered_resignation": said("责令辞职"),
    "absent_twice": said("未经批准两次不出席会议"),
    "recalled": said("被罢免"),
    "nationality_lost": said("丧失中华人民共和国国籍"),
    "political_rights_deprived": said("被剥夺政治权利"),
    "incapacity": said("丧失行为能力"),
    "deceased": said("去世"),
    "term_expired": said("届满"),
}
END_WORDS = Words(
    END_REASONS,
    {
        "moved_out": ("迁出", "调离", "迁出本行政区域", "调离本行政区域"),
        "resigned": ("辞职",),
        "absent_twice": ("两次不出席会议",),
        "recalled": ("罢免",),
        "nationality_lost": ("丧失国籍", "丧失中国国籍"),
        "political_rights_deprived": ("剥夺政治权利",),
        "deceased": ("逝世", "病故"),
        "term_expired": ("任期届满", "换届"),
    },
)
ORIGINS: dict[str, str] = {"general": said("换届选举"), "by_election": said("补选"), "re_run": said("另行选举")}
ORIGIN_WORDS = Words(ORIGINS, {"general": ("换届",), "re_run": ("重新选举",)})
Organ = Literal["congress", "standing_committee", "presidium", "chairpersons", "special_committee", "working_committee"]
ORGANS: dict[str, str] = {
    "congress": said("代表大会"),
    "standing_committee": said("常务委员会"),
    "presidium": said("主席团"),
    "chairpersons": said("主任会议"),
    "special_committee": said("专门委员会"),
    "working_committee": said("工作机构"),
}
ORGAN_WORDS = Words(
    ORGANS,
    {
        "congress": ("人民代表大会", "人大"),
        "standing_committee": ("常委会",),
        "presidium": ("乡镇主席团", "乡镇人大主席团"),
        "special_committee": ("专委会",),
        "working_committee": ("工作委员会", "办事机构", "工委"),
    },
)
Duty = Literal[
    "session", "speech", "inspection", "research", "enforcement_check", "attend", "reception", "visit", "training", "report",
    "suggestion", "other",
]  # fmt: skip
DUTIES: dict[str, str] = {
    "session": said("出席会议"),
    "speech": said("审议发言"),
    "inspection": said("视察"),
    "research": said("专题调研"),
    "enforcement_check": said("执法检查"),
    "attend": said("列席会议"),
    "reception": said("接待群众"),
    "visit": said("走访选民"),
    "training": said("学习培训"),
    "report": said("述职"),
    "suggestion": said("提出建议"),
    "other": said("其他"),
}
DUTY_WORDS = Words(
    DUTIES,
    {
        "session": ("会议", "出席"),
        "speech": ("发言", "审议"),
        "research": ("调研",),
        "attend": ("列席",),
        "reception": ("接待", "接待选民"),
        "visit": ("走访", "走访群众"),
        "training": ("培训", "学习"),
        "suggestion": ("建议",),
    },
)
STATION_KINDS: dict[str, str] = {
    "home": said("代表之家"),
    "station": said("代表联络站"),
    "point": said("代表联络点"),
    "online": said("网上代表联络站"),
}
STATION_WORDS = Words(
    STATION_KINDS,
    {"home": ("家",), "station": ("站", "联络站"), "point": ("点", "联络点"), "online": ("网上", "网上联络站")},
)
AUDIENCE_WORDS = Words({"constituency": "选区选民", "electing_unit": "选举单位"}, {"constituency": ("选区", "选民")})
ACTION_WORDS = Words(
    {"take": "采用", "same": "同一人", "not_same": "不是同一人"}, {"same": ("是同一人",), "not_same": ("非同一人",)}
)
_DAYS = "一二三四五六日"
WEEKDAY_WORDS = Words(
    {number: f"星期{day}" for number, day in enumerate(_DAYS, 1)},
    {number: (f"周{day}", f"礼拜{day}", *(("星期天", "周天") if day == "日" else ())) for number, day in enumerate(_DAYS, 1)},
)
WEEK_WORDS = Words({-1: "最后一个"} | {number: f"第{_DAYS[number - 1]}个" for number in range(1, 6)})
