"""What a run came to, for whom: findings old and new, each office, the whole cluster, machines."""
