"""docs/security.md names only tests that there are."""

import re

from clusters import REPO

NAMED = re.compile(r"`(tests/[\w/.-]+)(?:::(\w+))?`")


def test_every_test_that_holds_a_line_exists() -> None:
    named = NAMED.findall((REPO / "docs" / "security.md").read_text(encoding="utf-8"))

    assert len(named) > 20
    assert [path for path, _ in named if not (REPO / path).exists()] == []
    assert [
        f"{path}::{test}" for path, test in named if test and f"def {test}(" not in (REPO / path).read_text(encoding="utf-8")
    ] == []
