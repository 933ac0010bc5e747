"""Chinese words for the values of enumerations: one table beside each says what editors may write and readers see."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from .frozen import frozen
from .text import UNSEEN

_BLANKS = re.compile(f"[\\s{UNSEEN}]+")
_DASHES = re.compile("(?!^)[_\\-\u2010-\u2015]+")  # not the minus of -1


_SIMPLE = str.maketrans(
    "開屬發佈時間狀態審閱標題來源責編輯撤關備註隱內網頁單絕機祕秘查結論記錄號類圍權限讀見顯轉載遷棄廢稱構",
    "开属发布时间状态审阅标题来源责编辑撤关备注隐内网页单绝机秘秘查结论记录号类围权限读见显转载迁弃废称构",
)


def fold(text: str) -> str:
    """The form in which spellings are compared: width, case, spaces, dashes, underscores, traditional characters do not count."""
    plain = text if text.isascii() else simple(unicodedata.normalize("NFKC", text))
    return _DASHES.sub("", _BLANKS.sub("", plain.casefold()))


def simple(text: str) -> str:
    """`text` with the traditional characters of such words in their simplified form."""
    return text.translate(_SIMPLE)


@frozen(eq=False)
class Words:
    """Beside a type in `Annotated`: values may be written by their Chinese `titles`, or as `also` says, in any case and width.

    What is read is always the value; a word that is none is an error that lists what may be written.
    """

    titles: Mapping[Any, str]
    also: Mapping[Any, tuple[str, ...]] = field(default_factory=dict)
    spellings: Mapping[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        known = {spelling: value for value in self.titles for spelling in (_written(value), fold(_written(value)))}
        known |= {fold(title): value for value, title in self.titles.items()}
        known |= {fold(word): value for value, words in self.also.items() for word in words}
        object.__setattr__(self, "spellings", known)

    @property
    def choices(self) -> str:
        """What may be written, for an editor: `public（公开）、not_public（不公开）`."""
        return "、".join(
            title if _written(value) == title else f"{_written(value)}（{title}）" for value, title in self.titles.items()
        )

    def instead(self, word: object = None) -> tuple[str, ...]:
        """What may be written in place of `word`: the one spelling that it is but for a slip, else the titles of all values.

        Nothing is chosen between values whose spellings are as near.
        """
        folded = fold(word) if isinstance(word, str) else ""
        near: list[tuple[int, str, Any]] = []
        for value, title in self.titles.items():
            for spelling in (_written(value), title, *self.also.get(value, ())):
                if (count := _slips(folded, fold(spelling))) is not None:
                    near.append((count, spelling, value))
        least = min((count for count, _, _ in near), default=0)
        nearest = {value: spelling for count, spelling, value in reversed(near) if count == least}
        return tuple(nearest.values()) if len(nearest) == 1 else tuple(self.titles.values())

    def read(self, value: object) -> object:
        """The value a word stands for; anything else unchanged."""
        if not isinstance(value, str):
            return value
        found = self.spellings.get(value)  # as most people write it
        return self.spellings.get(fold(value), value) if found is None else found

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The type's own schema behind the words."""
        told = core_schema.custom_error_schema(
            handler(source), "choice", custom_error_message="只能是 {choices}", custom_error_context={"choices": self.choices}
        )
        return core_schema.no_info_before_validator_function(self.read, told)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The values, or their titles."""
        inner = handler(schema)
        titles = [title for value, title in self.titles.items() if value != title]
        return {"anyOf": [inner, {"enum": titles}]} if titles else inner


_DENYING = frozenset("不未非无没否勿免禁拒")


def _slips(word: str, known: str) -> int | None:
    """How many slips of the hand make `known` into `word`; None where they may be more than slips.

    Of a Chinese word some characters, less than half, may be left out, none of which denies; a character more, or another one, is
    another meaning (拟公开, 非公开). In Latin letters the beginning stands (un-, not-), and one letter of twelve may be wrong.
    """
    least = 4 if word.isascii() else 2
    if min(len(word), len(known)) < least or any(not mark.isalnum() for mark in {*word} - {*known}):
        return None
    from rapidfuzz.distance import OSA  # it takes as long to load as ten pages to render: only a faulty word needs it

    rest = iter(known)
    is_part = all(character in rest for character in word) and 2 * len(word) > len(known)
    count = OSA.distance(word, known)
    if word.isascii():
        return count if word[0] == known[0] and (is_part or count <= 1 + len(known) // 12) else None
    return count if is_part and _DENYING.isdisjoint({*known} - {*word}) else None


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


YES_NO: dict[bool, str] = {True: "是", False: "否"}
SAID: dict[bool, tuple[str, ...]] = {
    True: ("yes", "y", "on", "1", "有"),
    False: ("no", "n", "off", "0", "不是", "无", "没有"),
}
Flag = Annotated[bool, Words(YES_NO, SAID)]
