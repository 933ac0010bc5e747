"""What a site shows: the values that templates see, and every file of a site. No Pelican, no Jinja."""
