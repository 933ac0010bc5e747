"""Administrative levels, highest first (docs/domain.md §2)."""

from enum import StrEnum
from typing import Annotated

from .said import said
from .words import Words


class Level(StrEnum):
    """A rank of the administrative tree; the value is also the folder name under sites/ and content/."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"

    @property
    def rank(self) -> int:
        """0 for the nation, growing downwards."""
        return list(Level).index(self)

    @property
    def label(self) -> str:
        """The Chinese name shown to readers."""
        return _LABELS[self]


_LABELS = {
    Level.NATIONAL: said("全国"),
    Level.PROVINCE: said("省级"),
    Level.CITY: said("市级"),
    Level.COUNTY: said("县级"),
    Level.TOWNSHIP: said("乡级"),
}
_ALSO = {
    Level.NATIONAL: ("国家", "全国级"),
    Level.PROVINCE: ("省", "自治区", "直辖市"),
    Level.CITY: ("市", "地级", "设区的市", "地市级"),
    Level.COUNTY: ("县", "区县", "区县级"),
    Level.TOWNSHIP: ("乡", "乡镇", "乡镇级", "街道"),
}
LEVELS = Words(_LABELS, _ALSO)
WrittenLevel = Annotated[Level, LEVELS]
