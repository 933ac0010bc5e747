"""Settings all sites share, and the way in for stock Pelican: `SITE=<id> pelican` writes build/stock/<id>.

Whatever is set here holds for every site of the cluster. Addresses, paths and content come from sites/ and content/.
"""

THEME = "renda"
DEFAULT_PAGINATION = 20
FEED_MAX_ITEMS = 30
PLUGINS: list[str] = []

if "WANGQUN_VIEW" not in globals():  # read by stock Pelican, not by `wangqun build`
    import os
    import sys
    from datetime import datetime
    from pathlib import Path

    root = Path(__file__).resolve().parent
    sys.path.insert(0, str(root / "plugins"))
    from wangqun.domain.moment import SHANGHAI, parse_moment
    from wangqun.operations import stock_settings

    today = os.environ.get("TODAY")
    now = parse_moment(today) if today else datetime.now(SHANGHAI)
    globals().update(stock_settings(root, os.environ.get("SITE", ""), now, dict(globals())))
