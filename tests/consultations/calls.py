"""Consultations for tests: files that no check complains of."""

WAYS = "channels: {phone: 0970-5550188, email: yijian@rd.test.example}\n"
SHENG, SHI, XIAN = "content/province/sheng/", "content/city/shi/", "content/county/xian/"
SIGNED = """\
source: 示例机关
editor: 某某
reviews:
  - {stage: first, role: 部门负责人, person: 甲, time: 2026-01-05 07:00, proofread: true, result: pass}
  - {stage: second, role: 分管领导, person: 乙, time: 2026-01-05 07:20, proofread: true, result: pass}
  - {stage: final, role: 分管信息和保密的领导, person: 丙, time: 2026-01-05 08:40, proofread: true, result: pass}
secrecy_review: {person: 丙, time: 2026-01-05 08:30, result: public}
"""


def call(title: str, opens: str, closes: str, extra: str = "", purpose: str = "other", date: str = "2026-01-05 09:00") -> str:
    """A consultation with its days and both ways to answer; `extra` are more header lines."""
    own = f"purpose: {purpose}\nopen_on: {opens}\nclose_on: {closes}\n{WAYS}{extra}"
    return f"---\ntitle: {title}\ndate: {date}\n{SIGNED}{own}---\n征求意见的公告。\n"
