"""事项 `topic` (docs/domain.md §3.7): a small record that joins records of any kind, site and level into one matter."""
