"""Comparing plain values: exact by default, or by a matcher that says which part of a value is promised.

A matcher stands anywhere inside an expected value: `returned({"answers": any_order("a", "b"), "id": anything()})`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from asynclab.expect.messages.hidden_texts import is_masked, quoted
from asynclab.expect.messages.wording import code, listed, shown
from asynclab.observe.plain import CUT, KIND, plain
from asynclab.observe.run import Plain


@dataclass(frozen=True, eq=False)
class Matcher:
    """A statement about one plain value. `described` follows "should be"; `holds` must not raise for any JSON."""

    described: str
    holds: Callable[[Plain], bool]

    def __repr__(self) -> str:
        return f"<{self.described}>"


def frozen(expected: Any) -> Any:
    """Return an expected value as a run would hold it: messages and the like become plain, matchers stay."""
    if isinstance(expected, Matcher):
        return expected
    if isinstance(expected, (list, tuple)):
        return [frozen(value) for value in expected]
    if isinstance(expected, Mapping):
        if KIND not in expected and all(isinstance(key, str) for key in expected):
            return {str(key): frozen(value) for key, value in expected.items()}
        return {KIND: "dict", "items": [[frozen(key), frozen(value)] for key, value in expected.items()]}
    if expected is not None and not isinstance(expected, (bool, int, float, str)):
        # Registers the shapes of messages; imported here, since most expectations never need LangChain.
        import asynclab.observe.langchain_values  # noqa: F401
    return plain(expected)


def accepts(expected: Any, value: Plain) -> bool:
    """Return whether a plain value is what was expected. `True` is not 1, and NaN equals nothing, not even itself."""
    if isinstance(expected, Matcher):
        return expected.holds(value)
    keys = _keys(expected, value)
    if keys is not None:
        return all(accepts(expected[key], value[key]) for key in keys)
    if isinstance(expected, (dict, list)):
        return False
    return isinstance(expected, bool) == isinstance(value, bool) and bool(expected == value)


def described(expected: Any) -> str:
    """Return an expected value in words."""
    return expected.described if isinstance(expected, Matcher) else shown(expected)


@dataclass(frozen=True)
class Difference:
    """Where a value first departs from what was expected. path: as in "['answers'][1]", "" for the value as a whole.
    seen, wanted: a key or a type that differs, after "It"; both "" where another value stands there. cause: why a name
    or a type that differs matters; "" where something is missing, of which that is not the cause. value, expected: what
    stands there, and what should."""

    path: str
    seen: str = ""
    wanted: str = ""
    cause: str = ""
    value: Plain = None
    expected: Any = None


def first_difference(expected: Any, value: Plain, path: str = "") -> Difference:
    """Return where a value first departs from what was expected, and what of its shape is another there."""
    for key in _keys(expected, value) or ():
        if not accepts(expected[key], value[key]):
            return first_difference(expected[key], value[key], f"{path}[{quoted(key)}]")
    if _is_plain_dict(expected) and _is_plain_dict(value) and expected.keys() != value.keys():
        if path and not is_masked(value) and _is_another_thing(expected, value):
            return Difference(path, f"is {shown(value, _SHORT)}", f"should be {described(expected)}")
        return Difference(path, *_other_keys(expected, value))
    kinds = _KINDS.get(type(expected)), _kind(value)
    if kinds[0] is not None and kinds[0] != kinds[1]:
        return Difference(path, f"is {kinds[1]}", f"should be {kinds[0]}", "" if value is None else OF_SHAPE)
    return Difference(path, value=value, expected=expected)


def on_the_way(expected: Any, value: Plain, path: str = "") -> Iterator[tuple[str, Any, Plain]]:
    """Yield what contains the first difference of two values, from the outermost to the innermost: path, what should
    stand there, what does. The path is as in `Difference`."""
    yield path, expected, value
    for key in _keys(expected, value) or ():
        if not accepts(expected[key], value[key]):
            yield from on_the_way(expected[key], value[key], f"{path}[{quoted(key)}]")
            return


def _is_another_thing(expected: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    """Whether a dict has nothing of the one that is due, so that another thing has come, under its own name: no key of
    it, none that is spelt like one, and no value under another key."""
    if len(expected) != 1 or not value or any(get_close_matches(key, expected, n=1, cutoff=_ALIKE) for key in value):
        return False
    return not any(accepts(right, part) for right in expected.values() for part in value.values())


OF_SHAPE = "Whoever reads it relies on these names and types."
_ALIKE = 0.7  # how much of a key two have in common, of which one may be meant for the other
_SHORT = 80  # characters of what came in place of another thing
# A run keeps tuples as lists.
_KINDS = {
    dict: "a dict",
    list: "a list or a tuple",
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "True or False",
}


def _kind(value: Plain) -> str:
    if value == CUT:
        return "larger than what is kept of a value"
    if isinstance(value, dict) and KIND in value:
        return "a dict with keys that are no texts" if value[KIND] == "dict" else f"of the type {code(value[KIND])}"
    return _KINDS.get(type(value), "None")


def _is_plain_dict(value: Any) -> bool:
    return isinstance(value, dict) and KIND not in value


def _other_keys(expected: Mapping[str, Any], value: Mapping[str, Any]) -> tuple[str, str, str]:
    missing = [quoted(key) for key in expected if key not in value]
    strange = [quoted(key) for key in value if key not in expected]
    seen = f"has {_some_keys(strange)}" if strange else f"has no more than {_some_keys(list(map(quoted, value)))}"
    if not value:
        seen = "is empty"
    if not expected:
        return seen, "should be empty", ""
    if not missing:
        return seen, f"should have no such key: only {listed(list(map(repr, expected)))}", ""
    if not strange:
        return seen, f"should have {_some_keys(missing)}", ""
    return seen, f"should have {_some_keys(missing)} in its place", OF_SHAPE


def _some_keys(keys: list[str]) -> str:
    return f"the {'key' if len(keys) == 1 else 'keys'} {listed(keys)}"


def _keys(expected: Any, value: Plain) -> list[Any] | None:
    """The keys or indexes of two containers of one shape; None if they are none."""
    if isinstance(expected, dict) and isinstance(value, dict) and expected.keys() == value.keys():
        return list(expected)
    if isinstance(expected, list) and isinstance(value, (list, tuple)) and len(expected) == len(value):
        return list(range(len(expected)))
    return None
