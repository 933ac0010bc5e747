"""What is remembered between runs: what is public and from what, what is known of files, one run at a time."""
