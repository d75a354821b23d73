"""Text from a submission, so that a terminal or a log shows it and does nothing else. Pure, but for the log's filter.

A message, a file's name or a student's id may hold what moves a cursor, sets a title, or turns the order of what is
read around; it is shown by its number instead, as Python writes it.
"""

from __future__ import annotations

import logging
import unicodedata
from typing import Any

# control, format (bidirectional, without width), surrogate, private, and other ends of lines
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def escaped(text: str, keep: str = "") -> str:
    r"""Return the text with `\x1b`, `\u202e` and the like for whatever has no shape of its own. keep: characters that
    stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        letter if letter in keep or unicodedata.category(letter) not in _UNSEEN else _number(letter) for letter in text
    )


def _number(letter: str) -> str:
    return letter.encode("ascii", "backslashreplace").decode() if letter > "\x7f" else repr(letter)[1:-1]


class EscapingFilter(logging.Filter):
    """Escapes what is logged. What a record is given to fill in stays on its line; its own text may have several."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place; it is always let through."""
        if isinstance(record.args, tuple):
            record.args = tuple(map(_argument, record.args))
        record.msg, record.args = escaped(record.getMessage(), keep="\n\t"), ()
        return True


def _argument(value: Any) -> Any:
    return value if isinstance(value, (int, float)) else escaped(str(value), keep="\t")


def escape_log(log: logging.Logger) -> None:
    """Let a log escape what it is told, from now on."""
    log = getattr(log, "logger", log)  # of an adapter
    if not any(isinstance(each, EscapingFilter) for each in log.filters):
        log.addFilter(EscapingFilter())
