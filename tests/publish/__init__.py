"""Law 1 under stress: kills, readers, two runs at once, broken disks."""
