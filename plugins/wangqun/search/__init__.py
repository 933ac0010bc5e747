"""Finding what is published: one way to cut text, the Whoosh index of a site, and queries."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy counts here and multiplies nothing; who has threads is not forked well
