"""The line at which a local name was read that had no value yet.

Python 3.11 runs two instructions as one once a function has run a few times. If the second of them fails, the traceback
names the line of the first: the head of a loop, for what its first line reads.
"""

from __future__ import annotations

import dis
import re
from itertools import pairwise
from types import TracebackType

from asynclab.lab.owners.ownership import Location, Owner, location_at, owner_of_frame

_NAME = re.compile(r"local variable '(\w+)'")


def unbound_at(error: BaseException) -> Location | None:
    """Return the student's line that read a name without a value, where that is another one than the traceback has;
    None of any other error."""
    named = _NAME.search(str(error)) if isinstance(error, UnboundLocalError) else None
    last = _innermost(error.__traceback__)
    if named is None or last is None or owner_of_frame(last.tb_frame) is not Owner.STUDENT:
        return None
    code = last.tb_frame.f_code
    for first, second in pairwise(dis.get_instructions(code)):
        if first.offset == last.tb_lasti and first.argval != named[1] and _reads(second, named[1]):
            line = second.positions.lineno if second.positions is not None else None
            return location_at(code, line) if line is not None and line != last.tb_lineno else None
    return None


def _innermost(traceback: TracebackType | None) -> TracebackType | None:
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback


def _reads(instruction: dis.Instruction, name: str) -> bool:
    return instruction.opname.startswith("LOAD_FAST") and instruction.argval == name
