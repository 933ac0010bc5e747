"""征求意见 `consultation` (docs/domain.md §3.4): open between two moments, and afterwards what became of the opinions."""
