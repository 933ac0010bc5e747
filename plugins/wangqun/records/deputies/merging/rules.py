"""The table of what must hold of deputies (docs/domain.md §2, §4)."""

from ....domain.finding import Rule, Severity

CHAIN = Rule(
    "mandate-chain",
    Severity.BLOCK,
    "同时担任无隶属关系的 {one} 和 {other} 的代表，后一项资格没有公开",
    "核对是不是同一人；辞去其中一个。",
    "选举法 art. 48",
    part=True,
)
ELECTOR = Rule(
    "mandate-elector",
    Severity.BLOCK,
    "{problem}，这项资格没有公开",
    "县、乡代表写 constituency，省、市代表写 electing_unit。",
    "选举法 art. 3",
    part=True,
)
TERM = Rule(
    "mandate-term",
    Severity.BLOCK,
    "{problem}，这项资格没有公开",
    "核对届次和起止日期，在 terms.yaml 写明各届。",
    "代表法 art. 2",
    part=True,
)
END_NOTICE = Rule(
    "mandate-end-notice",
    Severity.WARN,
    "资格终止没有写{what}",
    "写 end_reason 和 end_notice（公告的稿件编号）。",
    "代表法 art. 62, 63",
)
SEATS_OVER = Rule(
    "seats-over",
    Severity.WARN,
    "第 {term} 届现有代表 {present} 人，超过名额 {seats}",
    "核对名额和代表名单。",
    "选举法 art. 12",
)
SEATS_CAP = Rule(
    "seats-cap",
    Severity.WARN,
    "代表名额 {seats} 超过法定上限 {cap}",
    "核对 terms.yaml 的 seats。",
    "选举法 art. 12",
)
QUOTA = Rule(
    "constituency-quota",
    Severity.WARN,
    "选区名额 {quota} 不在 1 至 3 之间",
    "核对后写 quota: 1、quota: 2 或 quota: 3。",
    "选举法 art. 25",
)
QUOTA_SUM = Rule(
    "quota-sum",
    Severity.WARN,
    "第 {term} 届各{what}名额合计 {total}，与代表名额 {seats} 不符",
    "核对各名额和 reserved_quota。",
    "选举法 art. 12",
)
ELECTOR_OVER = Rule(
    "elector-over",
    Severity.WARN,
    "{name}现有代表 {present} 人，超过名额 {quota}",
    "核对代表的选区或选举单位。",
    "选举法 art. 25",
)
VACANT = Rule(
    "seats-vacant",
    Severity.INFO,
    "第 {term} 届缺额 {count}：{where}",
    "补选后写 origin: by_election。",
    "选举法 art. 57",
)
SC_SIZE = Rule(
    "sc-size",
    Severity.WARN,
    "常委会组成人员 {present} 人，应为 {wanted}",
    "核对 posts 和 sc_seats。",
    "地方组织法 art. 47",
)
INCOMPATIBLE = Rule(
    "post-incompatible",
    Severity.WARN,
    "{title}不能兼任“{post}”",
    "核对单位职务；担任后应辞去人大职务。",
    "地方组织法 art. 47, 18",
)
NO_MANDATE = Rule(
    "post-without-mandate",
    Severity.BLOCK,
    "{title}没有相应的代表资格，这一职务没有公开",
    "资格终止的，写上职务的 to；写错届次的改正。",
    "选举法 art. 54",
    part=True,
)
SUSPENDED_ACTIVE = Rule(
    "suspended-active",
    Severity.WARN,
    "暂时停止执行代表职务期间有履职记录",
    "核对这条记录的 date 与资格里 suspensions 的起止，改正写错的一个。",
    "代表法 art. 61",
)
NO_CONTACT = Rule(
    "deputy-contact-missing",
    Severity.WARN,
    "直选代表没有联系渠道",
    "写 contact_public、station 或 reception_days 之一。",
    "代表法 art. 58",
)
NO_INFO = Rule(
    "deputy-info-missing",
    Severity.WARN,
    "没有{what}",
    "{fix}",
    "代表法 art. 58",
)
CONTACT_AFTER = Rule(
    "contact-after-end",
    Severity.WARN,
    "资格已终止，联系方式不再公开",
    "从文件里删去 contact_public。",
    "PIPL art. 47",
)
CONFLICT = Rule(
    "person-conflict",
    Severity.BLOCK,
    "各级写的{field}不一致：{said}；裁定以前不公开",
    "改成一致；改不了的，用 wangqun people decide 写下裁定。",
    "docs/domain.md §3.3",
    part=True,
)
DIFFERS = Rule(
    "person-differs",
    Severity.WARN,
    "各级写的{field}不一致：{said}；现用第一个",
    "改成一致，或写下裁定。",
    "docs/domain.md §3.3",
)
STALE = Rule(
    "decision-stale",
    Severity.WARN,
    "裁定以后{field}又有了别的写法：{said}",
    "用 wangqun people decide 重新裁定，或改正写错的一处。",
    "docs/domain.md §3.3",
)
FIELD_TITLES = {
    "name": "姓名", "gender": "性别", "birth": "出生年月", "ethnicity": "民族", "education": "学历", "party": "党派",
    "employer_post": "单位和职务", "photo": "照片", "from": "开始日期", "to": "终止日期",
    "constituency": "选区", "electing_unit": "选举单位", "delegation": "代表团", "group": "代表小组", "origin": "产生方式",
    "suspensions": "暂停执行职务的起止", "end_reason": "终止原因", "end_notice": "终止公告", "term": "届次",
}  # fmt: skip
