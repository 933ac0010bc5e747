"""Where the readers' search lies, and what readers see; named apart from what makes it, which takes long to load."""

from pathlib import Path

INDEX = "search/index.json"
LINK = "search/d"  # in a release, a link to the site's data files
DATA = Path("build/search")
PUBLIC = Path("build/public")
