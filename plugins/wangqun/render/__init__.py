"""Everything that runs inside one site's Pelican; only this package imports pelican or jinja2."""
