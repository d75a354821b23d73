"""How long one run of an answer may take, in a notebook and where nobody has set another limit.

An answer that ends needs some thousandths of a second. The limits end one that does not: the processor's time first,
which a busy machine does not change.
"""

REAL_LIMIT = 10.0  # real seconds
CPU_LIMIT = 2.0  # processor seconds
# A call into C lets no thread of Python's look at the time: the kernel ends the process so much later.
CPU_SLACK = 0.5  # processor seconds
# One that used up its time or memory has been waited for. Its next runs have this share of the limits.
REAL_AGAIN = 1 / 4
CPU_AGAIN = 1 / 10
