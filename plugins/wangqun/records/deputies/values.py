"""Values as they are written of people and places: keys, months, times, areas; and how large a congress may be."""

from typing import Annotated

from pydantic import StringConstraints

from ...domain.deputy import PERSON_KEY
from ...domain.record import Form

MOST_SEATS = 3000  # 选举法 art. 16: no congress has more; a page draws every one
MOST_VOTERS = 10_000_000  # more than any constituency has
KEY_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,40}$"
Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN), Form("yannan-3", "只用小写字母、数字、- 和 _")]
PersonKey = Annotated[
    str, StringConstraints(pattern=PERSON_KEY.pattern), Form("person:7k3m9q2x4t", "人员编号，由 wangqun new deputy 生成")
]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(?:0[1-9]|1[0-2])$"), Form("1970-03", "年-月，不写日")]
Clock = Annotated[str, StringConstraints(pattern=r"^(?:[01]\d|2[0-3]):[0-5]\d$"), Form("'09:00'", "24 小时制的时:分")]
AreaCode = Annotated[
    str, StringConstraints(pattern=r"^\d{9}(?:\d{3})?$"), Form("'970121101001'", "村、社区 12 位数字；整个乡镇 9 位")
]
