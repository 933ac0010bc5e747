"""Laws as texts of articles: how they are compared."""
