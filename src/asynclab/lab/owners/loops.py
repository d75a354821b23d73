"""The loops of a function, as its instructions have them."""

from __future__ import annotations

import dis
from collections.abc import Iterator
from itertools import pairwise
from types import CodeType


def jumps_back(code: CodeType) -> Iterator[dis.Instruction]:
    """Yield the jumps that a function's own loops end with. An `await` jumps back as well: while it waits, and, from
    Python 3.12 on, from behind the function's last line when something is thrown into it."""
    for before, jump in pairwise(dis.get_instructions(code)):
        if "BACKWARD" in jump.opname and "INTERRUPT" not in jump.opname and before.opname != "CLEANUP_THROW":
            yield jump
