"""Text of students' in a table that people open in a spreadsheet. Pure.

A spreadsheet takes a field for a formula that begins with =, +, - or @, also behind a tab or an end of line, and then
runs it. Where lists are separated by semicolons, a semicolon within a field begins another one, which may be in
quotation marks of its own.
"""

from __future__ import annotations

import re

from asynclab.grade.terminal import escaped

_FORMULA = re.compile(r"(^|[;\n])([\s\"]*)([=+\-@\uff1d\uff0b\uff0d\uff20])")


def harmless(text: str, keep: str = "") -> str:
    """Return a text that every spreadsheet shows as it is: an apostrophe stands before what would be a formula, and a
    number in place of what has no shape. keep: characters without shape that stay, such as an end of line.
    """
    return _FORMULA.sub(r"\1\2'\3", escaped(text, keep=keep))


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a field for a formula, or what has no shape is in it."""
    return harmless(text) != text
