"""A figure, the table of figures, and build/reports/bench.json."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, alone or beside a peer's; with `least`, the ratio must be greater than that; with
    `most`, the value itself may be no greater, with `floor` no smaller.

    `better` says which way is good: of times and sizes the `lower`, of rates the `higher`; None for plain counts.
    """

    name: str
    value: float
    unit: str
    better: Literal["lower", "higher"] | None = None
    peer: str | None = None
    peer_value: float | None = None
    least: float | None = None
    most: float | None = None
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """Above 1 when Wangqun does better than the peer; None for counts and where there is no peer."""
        if self.better is None or not self.peer_value or not self.value:
            return None
        return self.peer_value / self.value if self.better == "lower" else self.value / self.peer_value

    @property
    def met(self) -> bool | None:
        """Whether the aim is reached; None without one, or when the peer was not there."""
        if self.most is not None:
            return self.value <= self.most
        if self.floor is not None:
            return self.value >= self.floor
        return None if self.least is None or self.ratio is None else self.ratio > self.least

    def as_json(self) -> dict[str, object]:
        """The row of bench.json."""
        row = {key: value for key, value in asdict(self).items() if key not in {"better", "least", "most", "floor"}}
        aim = None if self.least is None else f"ratio > {self.least:g}"
        aim = aim if self.most is None else f"<= {self.most:g}"
        aim = aim if self.floor is None else f">= {self.floor:g}"
        return row | {"ratio": self.ratio and round(self.ratio, 3), "aim": aim, "met": self.met}


def print_table(console: Console, title: str, figures: Sequence[Figure]) -> None:
    """One row a figure."""
    table = Table(title=title, title_justify="left")
    for heading in ("name", "wangqun", "unit", "peer", "value", "ratio", "aim", "met"):
        table.add_column(heading, justify="right" if heading in {"wangqun", "value", "ratio"} else "left", no_wrap=True)
    for figure in figures:
        row = figure.as_json()
        met = {None: "", True: "yes", False: "NO"}[figure.met]
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        aim = "" if row["aim"] is None else str(row["aim"])
        table.add_row(
            figure.name, _shown(figure.value), figure.unit, figure.peer or "", _shown(figure.peer_value), ratio, aim, met
        )
    console.print(table)


def _shown(value: float | None) -> str:
    if value is None:
        return ""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def write_json(path: Path, figures: Sequence[Figure]) -> None:
    """The list of all figures."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [figure.as_json() for figure in figures]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
