"""The nine verbs: load, convert, resolve, plan, build, catalogue, check, search, publish."""
