"""The program, loaded once for all the scripts and hooks that start it."""

from collections.abc import Iterator

import pytest

from started import started


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What scripts start as they would start `wangqun`."""
    with started(tmp_path_factory.mktemp("started")) as program:
        yield str(program)
