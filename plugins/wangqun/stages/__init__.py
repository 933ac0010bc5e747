"""The eight verbs: load, resolve, plan, build, catalogue, check, search, publish."""
