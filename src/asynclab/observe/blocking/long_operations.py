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
    """Return the line that most likely took long, where a call that comes after it has just begun: that of the call, if
    another operation than a call stands in it before, or else the last line before with an operation or a call in it.
    None without either. offset: of the call, or within it."""
    line = code.co_firstlineno
    passed: list[tuple[int, bool]] = []  # line, whether it was a call
    for instruction in dis.get_instructions(code):
        position = instruction.positions
        line = (position.lineno if position else None) or line
        if instruction.offset > offset:
            break
        is_call = instruction.opname.startswith("CALL")
        if is_call or instruction.opname.startswith(_OPERATIONS):
            passed.append((line, is_call))
    here = passed[-1][0] if passed else line
    return next((at for at, is_call in reversed(passed) if at != here or not is_call), None)
