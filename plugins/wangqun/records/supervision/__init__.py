"""监督事项 `supervision_item` (docs/domain.md §3.5): what a standing committee set out to supervise, and every paper of it."""
