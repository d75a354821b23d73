"""Slips in evidence: a config, its tags, metadata or callbacks, a name, that do not arrive."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .syntax_pieces import Operator, Replacement, called, expression

_ASKED = ("ainvoke", "invoke", "astream", "stream", "abatch", "batch", "astream_events")


def config_dropped(node: ast.AST) -> Iterator[Replacement]:
    """A runnable is asked without the config that it was given."""
    if isinstance(node, ast.Call) and called(node, *_ASKED) and _config(node) is not None:
        yield _with_config(node, None)


def config_silenced(node: ast.AST) -> Iterator[Replacement]:
    """A runnable is asked with a config whose callbacks are an empty list."""
    if isinstance(node, ast.Call) and called(node, *_ASKED) and node.args:
        yield _with_config(node, expression("{'callbacks': []}"))
        given = _config(node)
        if given is not None:
            yield _with_config(node, expression("{**(given or {}), 'callbacks': []}", given=given))


def config_in_part(node: ast.AST) -> Iterator[Replacement]:
    """Of a config, the tags alone arrive, or the metadata, or both of them and nothing else."""
    given = _config(node) if isinstance(node, ast.Call) and called(node, *_ASKED) else None
    if not isinstance(node, ast.Call) or given is None or isinstance(given, ast.Dict):
        return
    for part in ("('tags',)", "('metadata',)", "('tags', 'metadata')"):
        kept = f"{{key: value for key, value in (given or {{}}).items() if key in {part}}}"
        yield _with_config(node, expression(kept, given=given))


def keyword_dropped(node: ast.AST) -> Iterator[Replacement]:
    """A keyword of a call is left out, as `name="desk"`."""
    if isinstance(node, ast.Call):
        for dropped in node.keywords:
            yield ast.Call(node.func, node.args, [each for each in node.keywords if each is not dropped])


def key_dropped(node: ast.AST) -> Iterator[Replacement]:
    """A dict has one of its keys less."""
    if isinstance(node, ast.Dict):
        for dropped in range(len(node.keys)):
            rest = [at for at in range(len(node.keys)) if at != dropped]
            yield ast.Dict([node.keys[at] for at in rest], [node.values[at] for at in rest])


def binding_dropped(node: ast.AST) -> Iterator[Replacement]:
    """`x.with_config(...)` becomes `x`."""
    if isinstance(node, ast.Call) and called(node, "with_config") and isinstance(node.func, ast.Attribute):
        yield node.func.value


def _config(call: ast.Call) -> ast.expr | None:
    named = [each.value for each in call.keywords if each.arg == "config"]
    return call.args[1] if len(call.args) > 1 else named[0] if named else None


def _with_config(call: ast.Call, config: ast.expr | None) -> ast.Call:
    keywords = [each for each in call.keywords if each.arg != "config"]
    return ast.Call(call.func, [*call.args[:1], *([] if config is None else [config])], keywords)


OPERATORS: tuple[Operator, ...] = (
    config_dropped,
    config_silenced,
    config_in_part,
    keyword_dropped,
    key_dropped,
    binding_dropped,
)
