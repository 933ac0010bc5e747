"""Whether an incremental build is what a clean one makes (docs/design.md law 6), by edits without end."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # tests/ holds clusters.py, also when a benchmark asks
