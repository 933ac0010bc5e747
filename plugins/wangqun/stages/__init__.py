"""The seven verbs: load, resolve, plan, build, index, check, publish."""
