"""Real web servers under the configuration that `wangqun deploy` writes."""
