"""The columns of a table of suggestions, as offices call them."""

from collections.abc import Mapping

from ...domain.words import fold

CALLED: Mapping[str, str] = {
    "number": "编号 建议编号 议案编号 件号 案号 序号 号码",
    "title": "标题 题目 名称 建议标题 建议名称 案由 案题",
    "body": "正文 内容 建议内容 建议正文 具体内容",
    "form": "种类 类型 建议种类 建议类型",
    "subject": "类别 分类 建议类别 内容类别 所属类别",
    "congress": "机关 人大",
    "term": "届 届次 届别",
    "session": "会议 次会议 会次",
    "during": "时段 提出时段 提出时间段 大会或闭会",
    "lead_deputy": "领衔代表 领衔人 代表 代表姓名 提出人 提出代表 提建议人",
    "co_deputies": "联名代表 联名人 附议代表 附议人",
    "by_delegation": "代表团",
    "addressed_to": "收件机关",
    "lead_units": "主办单位 承办单位 主办 办理单位",
    "co_units": "会办单位 协办单位 会办 协办",
    "mode": "办理方式",
    "contact_mode": "沟通方式",
    "public": "公开 是否公开 能否公开 可否公开 公开属性",
    "public_reason": "不公开理由 不公开原因 不予公开的理由",
    "submitted": "提交日期 提出日期 收到日期 提交时间 提出时间",
    "accepted": "受理日期 审核日期 立案日期 受理时间",
    "assigned": "交办日期 交办时间",
    "co_replied": "会办日期 会办意见日期",
    "extended": "延期日期",
    "replied": "答复日期 答复时间 办结日期",
    "rated": "评价日期 反馈日期 评价时间",
    "reply_no": "答复文号 文号",
    "reply_text": "答复内容 答复正文 答复",
    "outcome": "办理结果 答复类别 结果类别 办理情况",
    "attitude": "办理态度 对办理态度 态度评价",
    "result": "满意度 代表意见 评价 对办理结果 结果评价",
    "key": "重点督办 是否重点",
    "supervised_by": "督办领导 督办单位",
}
"""Fields with what else their columns are called; reply_no and reply_text are parts of the reply, the days are events."""
DAYS = ("submitted", "accepted", "assigned", "co_replied", "extended", "replied", "rated")
_FIELDS = {fold(name): key for key, names in CALLED.items() for name in (key, *names.split())}


def field_of(head: str) -> str:
    """The field that a column holds; "" for one that is not known."""
    return _FIELDS.get(fold(head.partition("（")[0].partition("(")[0]), "")
