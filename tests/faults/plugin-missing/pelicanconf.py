"""A plugin nobody has."""

PLUGINS = ["no_such_plugin"]
