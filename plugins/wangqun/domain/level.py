"""Administrative levels, highest first (docs/domain.md §2)."""

from enum import StrEnum


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
    Level.NATIONAL: "全国",
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWNSHIP: "乡级",
}
