"""议案 `motion`、建议 `suggestion` (docs/domain.md §3.6): dated events, of which state, due dates and gaps are made."""
