"""Documentation held against the code: `python -m tests.docs` writes the generated pages, the tests compare them."""
