"""报备文件 `filing_review` (docs/domain.md §3.4): a document of another organ that was filed, and what its review came to."""
