"""Between two turns every public byte stays, whatever moments are chosen; at a turn some page is another."""

import json
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from clusters import public_tree, run, write_cluster
from consultations.calls import XIAN, call
from judge.sources import beginning
from wangqun.domain.moment import SHANGHAI

START = datetime(2026, 11, 22, tzinfo=SHANGHAI)
FILES = {  # with the people of the judge's cluster
    **beginning().files,
    f"{XIAN}consultations/road.md": call("村道怎么修", "2026-11-24 09:00", "2026-12-04"),
    f"{XIAN}stations.yaml": "- {key: hall, name: 河湾联络站, address: 河湾路, reception_days: [{day: 25, start: '09:00'}]}\n",
}


def shown(now: datetime) -> tuple[dict[str, bytes], datetime]:
    """What is public of the cluster when it is built from nothing at a moment, and when any site turns next."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_cluster(Path(folder), FILES, base=False)
        run(root, now)
        manifests = (root / "build/public").glob("*/manifest.json")
        due = [each for path in manifests if (each := json.loads(path.read_text(encoding="utf-8"))["next_build_due"])]
        return public_tree(root), min(map(datetime.fromisoformat, due))


@settings(max_examples=2, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.integers(0, 9 * 24 * 60), st.floats(0, 1, exclude_min=True, exclude_max=True))
@example(2 * 24 * 60 + 9 * 60, 0.999)
def test_bytes_stay_from_turn_to_turn_and_change_at_each(minutes: int, share: float) -> None:
    now = START + timedelta(minutes=minutes)
    first, due = shown(now)
    between = max(now, min(now + (due - now) * share, due - timedelta(seconds=1)))

    assert now < due
    assert shown(between)[0] == first
    assert shown(due)[0] != first
