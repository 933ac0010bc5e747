"""`python -m wangqun`."""

from .cli import main

main(prog_name="wangqun")
