"""Numbers, names, values and places as a student reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from asynclab.expect.messages.hidden_texts import MASK, is_masked, may_be_read
from asynclab.observe.plain import CUT, KIND, TEXT
from asynclab.observe.run import Place, Span
from asynclab.observe.seconds import number, seconds

SHOWN_CHARACTERS = 160
SHOWN_NAMES = 6
SHOWN_OF_A_LONG_TEXT = 40
_LONGER = re.compile(r"\.\.\. \((\d+) more characters\)\Z")  # what a run keeps of the rest of a text


def stretch(span: Span) -> str:
    """Say when a span ran: "0-3 s", "from 2 s, never ended"."""
    if span.end is None:
        return f"from {seconds(span.start)}, never ended"
    return f"{number(span.start)}-{seconds(span.end)}"


def times(each: Sequence[float], most: int = 12) -> str:
    """Several times: "0.5, 1 and 1.5 s"; long lists are cut."""
    if not each:
        return "never"
    if len(each) > most:
        return f"{', '.join(number(t) for t in each[:most])}, ... s ({len(each)} in all)"
    return f"{listed([number(t) for t in each])} s"


def code(name: str) -> str:
    """Return a name as code: `web`."""
    return f"`{may_be_read(name)}`"


def with_article(name: str) -> str:
    """Return a name as code, with its article."""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {code(name)}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list within a sentence: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def names(each: Iterable[str]) -> str:
    """Distinct names as code, in order: "`web`, `wiki` and `news`"; long lists are cut."""
    distinct = list(dict.fromkeys(each))
    if len(distinct) > SHOWN_NAMES:
        rest = len(distinct) - SHOWN_NAMES
        return f"{', '.join(code(n) for n in distinct[:SHOWN_NAMES])} and {rest} more"
    return listed([code(n) for n in distinct])


def count(how_many: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: "1 item", "3 items", "no item"."""
    if how_many == 0:
        return f"no {noun}"
    return f"{how_many} {noun if how_many == 1 else plural or noun + 's'}"


def shown(value: Any, most: int = SHOWN_CHARACTERS) -> str:
    """Return a plain value as Python would show what it stands for, cut where it is long."""
    if is_masked(value):
        return MASK
    if isinstance(value, str) and len(value) > TEXT and (rest := _LONGER.search(value)):
        return f"a text of {TEXT + int(rest[1]):,} characters, {value[:SHOWN_OF_A_LONG_TEXT]!r} ..."
    text = _python(value)
    return text if len(text) <= most else f"{text[: most - 4]} ..."


def same_words(one: str, other: str) -> bool:
    """Return whether two texts differ in white space at most."""
    return "".join(one.split()) == "".join(other.split())


def same_letters(one: str, other: str) -> bool:
    """Return whether two texts have the same letters and digits, in the same order, small or capital."""
    return bool(one) and _letters(one) == _letters(other) != ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def sentence(text: str) -> str:
    """Return a text as a sentence: with a full stop, where it has no end of its own."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _python(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_python, value))}]"
    if not isinstance(value, dict):
        return repr(value)
    if KIND not in value:
        return "{" + ", ".join(f"{key!r}: {_python(part)}" for key, part in value.items()) + "}"
    if value == CUT:
        return "..."
    kind, parts = value[KIND], {key: part for key, part in value.items() if key != KIND}
    if parts.keys() == {"name"}:
        return f"<{kind} {str(parts['name']).rpartition('<locals>.')[2]}>"
    return f"{kind}({', '.join(f'{key}={_python(part)}' for key, part in parts.items())})"


def at(place: Place | None) -> str:
    """Return a place in brackets, as in " (cell 3, line 7, in `search`: `time.sleep(1)`)"; "" without a place."""
    if place is None:
        return ""
    text = f": {code(place.text)}" if place.text else ""
    return f" ({place.file}, line {place.line}, in {code(place.function)}{text})"
