"""What tests in kernels share."""

from collections.abc import Iterator

import pytest

from tests.kernels.kernel import Kernel


@pytest.fixture(scope="module")
def kernels() -> Iterator[dict[str, Kernel]]:
    """A kernel for each chapter, made when it is needed."""
    made: dict[str, Kernel] = {}
    yield made
    for kernel in made.values():
        kernel.stop()
