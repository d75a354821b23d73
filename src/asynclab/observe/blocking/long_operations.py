"""What of a function can take long in one operation that gives no other thread a turn.

`sum(range(10**8))` computes in C, and only after it can anybody look. Then the function may be further on: the
interpreter lets others have their turn when a call is over and when a function of Python's begins, and not after
`"x" * 10**9`.
"""

from __future__ import annotations

import dis
from types import CodeType

# operations, other than calls, that take as long as what they work on is large
_OPERATIONS = (
    *("BINARY_", "UNARY_", "COMPARE_OP", "CONTAINS_OP", "BUILD_STRING", "FORMAT_"),
    *("LIST_EXTEND", "SET_UPDATE", "DICT_", "UNPACK_", "STORE_SUBSCR", "DELETE_"),
)
_RESUME = dis.opmap["RESUME"]


def is_at_its_start(code: CodeType, offset: int) -> bool:
    """Return whether a function whose last instruction is at this offset has not computed anything yet."""
    instructions = code.co_code
    return offset >= 0 and instructions[offset] == _RESUME and instructions[offset + 1] == 0


def line_before_call(code: CodeType, offset: int) -> int | None:
    """Return the line of the last operation before a call that can take long, or else of the call before it, which may
    have had one; None without either. offset: of the call, or within it."""
    operation = call = before = None
    line = code.co_firstlineno
    for instruction in dis.get_instructions(code):
        position = instruction.positions
        line = (position.lineno if position else None) or line
        if instruction.offset > offset:
            break
        if instruction.opname.startswith(_OPERATIONS):
            operation = line
        elif instruction.opname.startswith("CALL"):
            before, call = call, line
    return operation or before
