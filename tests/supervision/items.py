"""Supervision items for tests: files that no check complains of."""

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
HEARD = "reporting_body: 示例县人民政府\nmeeting: 第九次会议\n"
REPORT = "{step: 报告, date: 2026-05-28, quote: 听取了报告。}"
OPINIONS = "{step: 审议意见, date: 2026-06-20, quote: 提出三条意见。}"
HANDLED = "{step: 研究处理情况报告, date: 2026-10-20, quote: 三条都已办理。}"


def item(title: str, *steps: str, kind: str = "专项工作报告", extra: str = "") -> str:
    """An item of the plan of 2026 with the steps of its chain; `extra` are more header lines."""
    chain = "chain:\n" + "".join(f"  - {step}\n" for step in steps) if steps else ""
    own = f"type: {kind}\ntopic: {title}\nplan_year: 2026\nplan_no: 3\nplan_month: 5\n{HEARD}{chain}{extra}"
    return f"---\ntitle: {title}\ndate: 2026-01-05 09:00\n{SIGNED}{own}---\n\n"
