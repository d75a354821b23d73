"""Slips with messages: their text is one part of them, and a model takes no message alone."""

from __future__ import annotations

from asynclab.expect.messages.slip_pattern import Slip

_MESSAGE = r"(AI|Human|System|Tool|Chat|Function)Message(Chunk)?"
_OF_A_TEXT = (
    "split rsplit strip lstrip rstrip lower upper title capitalize casefold join replace startswith endswith partition "
    "rpartition splitlines format encode find count isspace isdigit"
).replace(" ", "|")
_ITS_TEXT = "Take its text: `message.content`."

# The first that fits speaks.
MESSAGE_SLIPS = (
    Slip(
        rf"'{_MESSAGE}' object has no attribute '({_OF_A_TEXT})'",
        "What stands before the dot there is a message, as a model gives one, and no text.",
        _ITS_TEXT,
    ),
    Slip(
        rf"^(sequence item \d+: expected str instance, {_MESSAGE} found"
        rf"|can only concatenate str \(not \"{_MESSAGE}\"\) to str"
        rf"|unsupported operand type\(s\) for \+=?: ('{_MESSAGE}' and '(str|list)'|'(str|list)' and '{_MESSAGE}')"
        rf"|object of type '{_MESSAGE}' has no len\(\)"
        rf"|argument of type '{_MESSAGE}' is not iterable"
        rf"|expected string or bytes-like object, got '{_MESSAGE}')",
        "A message stands there, as a model gives one, where a text is due.",
        _ITS_TEXT,
    ),
    Slip(
        rf"^Invalid input type <class '[\w.]*\b{_MESSAGE}'>",
        "A model is asked with a text or with a list of messages, and was handed a message by itself.",
        "Hand it the text, `message.content`; or the message in a list, `[message]`.",
    ),
    Slip(
        r"^Invalid input type <class '(dict|NoneType|int|float|bool|set)'>",
        "A model is asked with a text or with a list of messages, and was handed something else.",
        "Make a text of it first; in a chain, in a step before the model.",
    ),
)
