"""Names with a letter that only looks like the one that is meant."""

from __future__ import annotations

import re
import unicodedata

from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.wording import listed

_NO_NAME = re.compile(r"^name '(\w+)' is not defined|has no attribute '(\w+)'")


def of_another_alphabet(message: str) -> Guess:
    """Guess of a name with a letter in it that is none of the Latin alphabet, and may look like one. message: an
    error's."""
    found = _NO_NAME.search(message)
    name = (found[1] or found[2]) if found is not None else ""
    odd = dict.fromkeys(each for each in name if each.isalpha() and "LATIN" not in unicodedata.name(each, "LATIN"))
    if not odd:
        return Guess()
    told = listed([f"`{each}` ({unicodedata.name(each).lower()})" for each in odd][:3])
    return Guess(
        f"There is {told} in that name: another letter than the one of the Latin alphabet that it may look like.",
        "Type the name anew, or copy it from where it is defined.",
    )
