"""Text of a student's as HTML that stands in a sentence of ours."""

from __future__ import annotations

import re
from html import escape

# What turns the order in which the rest of a paragraph is shown: marks, embeddings, overrides, isolates.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def html_text(text: str, *, quote: bool = True) -> str:
    r"""Return the text as HTML. A character that would turn the order of what stands around it is shown by its number,
    as `\u202e`. quote: escape quotation marks too, as an attribute wants it.
    """
    return escape(_TURNS.sub(lambda found: f"\\u{ord(found[0]):04x}", text), quote=quote)
