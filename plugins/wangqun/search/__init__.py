"""Finding what is published: one way to cut text, the Whoosh index of a site, and queries."""
