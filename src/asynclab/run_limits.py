"""How long one run of an answer may take, in a notebook and where nobody has set another limit.

An answer that ends needs some thousandths of a second. The limits end one that does not: the processor's time first,
which a busy machine does not change. A slow machine needs more of it for the same work, and has more.
"""

import time
from functools import cache

REAL_LIMIT = 10.0  # real seconds
CPU_LIMIT = 1.0  # processor seconds, ten times what the slowest run of a right answer needs
# A call into C lets no thread of Python's look at the time: the kernel ends the process so much later.
CPU_SLACK = 1.0  # processor seconds
# What a run has made is thrown away when it has ended or been stopped: for millions of objects that takes longer than
# to make them. So many times the limit is enough for all of it.
CPU_TO_TIDY_UP = 10
# One that used up its time or memory has been waited for. Its next runs have this share of the limits.
REAL_AGAIN = 1 / 4
CPU_AGAIN = 1 / 5

_WORK = 20_000  # turns of a loop
_NOMINAL = 0.0015  # processor seconds that they take at most where the limits hold as they are
_TURNS = 5  # of these the fastest counts, so that a machine is slow only if it always is


@cache
def slowness() -> float:
    """Return how many times more processor time this machine, with this Python, needs than the limits are made for;
    1.0 where it needs less. Measured once in a process, in some thousandths of a second."""
    return max(1.0, min(_cpu_of_work() for _ in range(_TURNS)) / _NOMINAL)


def _cpu_of_work() -> float:
    began = time.process_time()
    sum(number & 7 for number in range(_WORK))
    return time.process_time() - began
