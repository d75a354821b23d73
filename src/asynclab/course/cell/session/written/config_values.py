"""What stands in a config where LangChain does not look for it, or is of a kind that it does not take. Pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from asynclab.expect import Failure
from asynclab.expect.messages.wording import code

_ITS_OWN = frozenset("max_concurrency recursion_limit callbacks run_name tags".split())
_NOT_OF_METADATA = frozenset("max_concurrency recursion_limit callbacks".split())
_INSIDE = {"configurable": _ITS_OWN, "metadata": _NOT_OF_METADATA}
_NUMBERS = ("max_concurrency", "recursion_limit")
_MODES = frozenset("values updates custom messages tasks checkpoints debug".split())
_KINDS = {ast.List: "a list", ast.Tuple: "a tuple", ast.Set: "a set", ast.JoinedStr: "a text"}


def wrong_config(value: ast.expr) -> Iterator[tuple[int, Failure]]:
    """Yield a failure for each part of what stands in a config's place that LangChain does not take, with its line."""
    if isinstance(value, ast.Dict):
        for key, part in zip(value.keys, value.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield from _of_part(key.value, part)
        return
    kind = "a text" if isinstance(value, ast.Constant) and isinstance(value.value, str) else _KINDS.get(type(value), "")
    if kind:
        seen = f"A config is a dict, and what stands in its place is {kind}."
        yield value.lineno, Failure(seen, remedy=_meant(value))


def _meant(value: ast.expr) -> str:
    texts = value.elts if isinstance(value, (ast.List, ast.Tuple, ast.Set)) else [value]
    modes = [each.value for each in texts if isinstance(each, ast.Constant)]
    if modes and all(each in _MODES for each in modes):
        return f"If that is a stream mode, say so: {code(f'stream_mode={ast.unparse(value)}')}."
    if texts and all(isinstance(each, (ast.Constant, ast.JoinedStr)) for each in texts):
        tags = ", ".join(map(ast.unparse, texts))
        return f"If these are tags, say so: {code('{' + repr('tags') + f': [{tags}]' + '}')}."
    return 'Write it as a dict, as in `{"tags": [...]}`.'


def _of_part(key: str, part: ast.expr) -> Iterator[tuple[int, Failure]]:
    if key in _INSIDE and isinstance(part, ast.Dict):
        for inner in part.keys:
            if isinstance(inner, ast.Constant) and inner.value in _INSIDE[key]:
                name = code(str(inner.value))
                seen = f"{name} stands inside of {code(key)}, and there LangChain takes no notice of it."
                beside = code(f"{{{str(inner.value)!r}: ...}}")
                yield inner.lineno, Failure(seen, remedy=f"Move it out of {code(key)}, to stand beside it: {beside}.")
    elif key in _NUMBERS and _is_text(part):
        seen = f"{code(key)} of a config is a text there, and it has to be a number."
        yield part.lineno, Failure(seen, remedy="Give it the number itself, without quotation marks and without `str`.")


def _is_text(value: ast.expr) -> bool:
    called = value.func if isinstance(value, ast.Call) else None
    return (
        isinstance(value, ast.JoinedStr)
        or (isinstance(value, ast.Constant) and isinstance(value.value, str))
        or (isinstance(called, ast.Name) and called.id == "str")
    )
