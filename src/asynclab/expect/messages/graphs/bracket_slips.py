"""Slips with a call's brackets, with an error's words, and with how many names take a value apart."""

from __future__ import annotations

from asynclab.expect.messages.slip_pattern import Slip

_METHOD = "(builtin_function_or_method|method|method-wrapper|function)"
_GATE = r"(\w*Semaphore|Lock|RLock|Condition|Event|TaskGroup|Barrier|\w*Queue)"
_ITEMS = (
    'If it is an item of a graph\'s stream: of a graph that names no `stream_mode`, the mode is `"updates"`, and each '
    "item a dict, the node and what it wrote. "
    '`stream_mode="messages"` gives pairs, the message and its metadata; a list of modes `(mode, chunk)`, '
    "and with `subgraphs=True` as well `(namespace, mode, chunk)`."
)
_LOOPED = r"^$|\basync for\b|\bin [\w.]*\bastream\w*\("
_ITEM = (
    r"^(mode|chunk|namespace|ns|token|message|msg)\w*\s*,.*=|^\w+\s*,\s*(mode|chunk|metadata|meta|update)\w*\s*"
    r"(,.*)?=\s*\w+$"
)

# The first that fits speaks.
BRACKET_SLIPS = (
    Slip(
        rf"'{_GATE}' object is not callable",
        "It was made before, and is no function.",
        "Take the brackets behind its name away: a semaphore or a lock is entered by its name, `async with gate:`.",
    ),
    Slip(
        r"'\w*Chat' object is not callable|'ChatModel' object is not callable",
        "A model is no function.",
        "Ask it with its method, `await model.ainvoke(...)`; as a step of a chain it stands there by itself, without "
        "brackets.",
    ),
    Slip(
        rf"'{_METHOD}' object is not (iterable|subscriptable|a mapping)|object of type '{_METHOD}' has no len\(\)"
        rf"|argument of type '{_METHOD}' is not iterable|(expected str instance|not) \"?{_METHOD}\"?",
        "A function or a method stands there that was not called.",
        "Call it, with brackets, as in `text.split()`.",
    ),
    Slip(
        r"'\w*(Error|Exception)' object has no attribute '(message|msg|text|reason)'",
        "An error has no such attribute of its own.",
        "Its words are `str(error)`.",
    ),
    Slip(
        r"^'[A-Z]\w*' object has no attribute '(message|msg)'",
        "What stands before the dot there has no such attribute.",
        "If it is an error: its words are `str(error)`. If it is a message: its text is `message.content`.",
    ),
    Slip(
        r"'tuple' object has no attribute '(content|text|get|items|tool_calls|usage_metadata)'",
        "A tuple stands there, of which a part has that.",
        f"Take it apart first: `message, about = pair`. {_ITEMS}",
    ),
    Slip(
        "not enough values to unpack",
        "What a text is split at does not stand in it as often as there are names for its parts.",
        'Look at the text itself: `print` it. `text.partition(": ")` gives three parts whatever the text is.',
        r"\.r?split\(",
    ),
    Slip(
        "too many values to unpack",
        "What a text is split at stands in it more often than there are names for its parts.",
        'Say how often to split it, as in `text.split(": ", 1)`; or write as many names as there are parts.',
        r"\.r?split\(",
    ),
    Slip(
        "too many values to unpack",
        "Each item has more parts than the line has names.",
        f"Write as many names as there are parts. {_ITEMS}",
        _LOOPED,
    ),
    Slip(
        "not enough values to unpack",
        "Each item has fewer parts than the line has names.",
        f"Write as many names as there are parts. {_ITEMS}",
        _LOOPED,
    ),
    Slip(
        "(too many|not enough) values to unpack",
        "What stands to the right has another number of parts than there are names for.",
        f"Write as many names as there are parts. {_ITEMS}",
        _ITEM,
    ),
    Slip(
        "too many values to unpack",
        "What is taken apart there has more parts than there are names for.",
        "Write as many names as there are parts; a star before the last one, `first, *others`, takes all the others. "
        "Of what may have any number of parts, loop over it.",
    ),
    Slip(
        "not enough values to unpack",
        "What is taken apart there has fewer parts than there are names for.",
        "Write as many names as there are parts. Of what may have any number of parts, loop over it.",
    ),
)
