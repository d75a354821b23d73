"""Words of which LangChain and LangGraph know only some: a stream mode, an event, an argument or a config's key that is
none of these is let pass, and gives nothing. They are looked for in an answer that keeps no promise. Pure."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from asynclab.course.cell.bindings import parsed
from asynclab.course.cell.session.history.cell_history import CellHistory
from asynclab.course.cell.session.written.config_values import wrong_config
from asynclab.course.cell.session.written.own_cells import own_cells
from asynclab.expect import Failure
from asynclab.expect.messages.wording import code, listed

_MOST = 2  # told at once
_ALIKE = 0.75
_MODES = ("values", "updates", "custom", "messages", "tasks", "checkpoints", "debug")
_TYPES = ("chat_model", "llm", "chain", "tool", "retriever", "prompt", "parser")
_EVENTS = frozenset(
    ("on_custom_event", *(f"on_{each}_{when}" for each in _TYPES for when in ("start", "stream", "end", "error")))
)
_LISTS = tuple(f"{do}_{what}" for do in ("include", "exclude") for what in ("names", "types", "tags"))
_ARGUMENTS = frozenset(
    "stream_mode subgraphs version config context output_keys durability interrupt_before interrupt_after input debug "
    "stop tools print_mode control".split()
).union(_LISTS)
_CONFIG = ("tags", "metadata", "callbacks", "run_name", "max_concurrency", "recursion_limit", "configurable", "run_id")
_ASKING = frozenset("invoke ainvoke stream astream astream_events astream_log batch abatch".split())
_STREAMING = frozenset("stream astream astream_events".split())


def unknown_words(answers: Iterable[str], given: Collection[str], history: CellHistory) -> Iterator[Failure]:
    """Yield a failure for each such word in the cells that define the answers, with its line; of many the first.
    given: the labels of the locked cells."""
    for run in own_cells(answers, given, history):
        tree = parsed(run.source)
        found = _in_cell(tree) if tree is not None else ()
        for line, failure in islice(sorted(found, key=lambda each: each[0]), _MOST):
            yield Failure(failure.seen, failure.cause, failure.remedy, place=run.place(line))


_Found = Iterator[tuple[int, Failure]]  # each with its line


def _in_cell(tree: ast.Module) -> _Found:
    cell = _CellWords.of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            method = node.func.attr
            if method in _ASKING:
                yield from _of_call(node, method, cell)
            if method == "with_config":
                yield from _of_config([*node.args[:1], *_keywords_as_dict(node)], cell)
                yield from _of_values([*node.args[:1], *_keywords_as_dict(node)], cell)
        elif isinstance(node, ast.Compare):
            yield from _of_comparison(node, cell)
    for word in cell.events:
        yield word.lineno, _unknown(f"No event is called {code(str(word.value))}.", str(word.value), _EVENTS)


@dataclass(frozen=True)
class _CellWords:
    """What of a cell is looked up. values: what its names are given.
    modes: the stream modes that it asks for, as far as there are such. first: the first names of its loops' pairs.
    events: what looks like an event's name, is none, and is handed to nothing."""

    values: Mapping[str, Sequence[ast.expr]]
    modes: tuple[str, ...]
    first: frozenset[str]
    events: tuple[ast.Constant, ...]

    @classmethod
    def of(cls, tree: ast.Module) -> _CellWords:
        """Look through a cell."""
        every = list(ast.walk(tree))
        given = [each for each in every if isinstance(each, ast.Assign)]
        values: dict[str, list[ast.expr]] = {}
        for name, value in ((target, each.value) for each in given for target in each.targets):
            if isinstance(name, ast.Name):
                values.setdefault(name.id, []).append(value)
        loops = [each.target for each in every if isinstance(each, (ast.For, ast.AsyncFor, ast.comprehension))]
        pairs = [each.elts[0] for each in loops if isinstance(each, ast.Tuple) and each.elts]
        handed = {id(part) for each in every if isinstance(each, ast.Call) for part in each.args}
        cell = cls(values, (), frozenset(each.id for each in pairs if isinstance(each, ast.Name)), ())
        asked = [
            word
            for each in every
            if isinstance(each, ast.keyword) and each.arg == "stream_mode"
            for word in cell.texts(each.value)
        ]
        events = [each for each in every if _is_almost_an_event(each) and id(each) not in handed]
        modes = tuple(str(word.value) for word in asked if word.value in _MODES)
        return cls(values, modes, cell.first, tuple(each for each in events if isinstance(each, ast.Constant)))

    def texts(self, value: ast.expr) -> Iterator[ast.Constant]:
        """Yield the texts that an expression may be, or that are in it, also through a name of the cell's."""
        for seen in self.seen_through(value):
            for part in seen.elts if isinstance(seen, (ast.List, ast.Tuple, ast.Set)) else (seen,):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part

    def seen_through(self, value: ast.expr, deep: int = 4) -> Iterator[ast.expr]:
        """Yield what an expression may be: what a name of the cell's was given, either side of an `if`, an `or`."""
        if isinstance(value, ast.IfExp):
            parts = [value.body, value.orelse]
        elif isinstance(value, ast.BoolOp):
            parts = value.values
        elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
            parts = [value.left, value.right]
        else:
            parts = list(self.values.get(value.id, ())) if isinstance(value, ast.Name) else []
        if not parts:
            yield value
        for part in parts if deep else ():
            yield from self.seen_through(part, deep - 1)


def _is_almost_an_event(node: ast.AST) -> bool:
    word = node.value if isinstance(node, ast.Constant) else None
    return isinstance(word, str) and word.startswith("on_") and word not in _EVENTS and bool(_near(word, _EVENTS))


def _of_call(call: ast.Call, method: str, cell: _CellWords) -> _Found:
    for keyword in call.keywords:
        if keyword.arg in _CONFIG:
            seen = f"{code(method)} is given {code(keyword.arg)} in its config, and not by name."
            remedy = (
                f"Hand it a config, the second argument: {code(f'{{{keyword.arg!r}: {ast.unparse(keyword.value)}}}')}."
            )
            yield keyword.lineno, Failure(seen, remedy=remedy)
        elif keyword.arg == "stream_mode":
            yield from _of_modes(keyword.value, cell)
        elif keyword.arg == "version" and method in ("stream", "astream"):
            yield from _of_version(keyword.value, method, cell)
        elif keyword.arg in ("include_types", "exclude_types"):
            yield from _of_types(keyword.arg, keyword.value, cell)
        elif keyword.arg is not None and method in _STREAMING and keyword.arg not in _ARGUMENTS:
            yield from _of_argument(keyword, keyword.arg, method, cell)
    configs = [keyword.value for keyword in call.keywords if keyword.arg == "config"]
    if not any(isinstance(each, ast.Starred) for each in call.args[:2]):
        configs += call.args[1:2]
    yield from _of_config(configs, cell)
    if method not in ("batch", "abatch"):  # of which each input may have a config of its own
        yield from _of_values(configs, cell)


def _of_modes(value: ast.expr, cell: _CellWords) -> _Found:
    for word in cell.texts(value):
        if word.value not in _MODES:
            seen = (
                f"There is no stream mode {code(str(word.value))}: LangGraph gives no item of it, and raises no error."
            )
            yield (
                word.lineno,
                _unknown(seen, str(word.value), _MODES, f"The modes are {listed(list(map(code, _MODES)))}."),
            )


def _of_version(value: ast.expr, method: str, cell: _CellWords) -> _Found:
    words = [word for word in cell.seen_through(value) if isinstance(word, ast.Constant)]
    for word in (word for word in words if word.value not in ("v1", "v2")):
        seen = (
            f"There is no version {word.value!r} of {code(method)}: LangGraph takes it for `v1`, and raises no error."
        )
        yield (
            word.lineno,
            Failure(seen, remedy='If its items should be dicts, write `version="v2"`; else leave it out.'),
        )


def _of_types(argument: str, value: ast.expr, cell: _CellWords) -> _Found:
    for word in cell.texts(value):
        if word.value not in _TYPES:
            seen = f"{code(argument)} names the type {code(str(word.value))}, and no event is of that type."
            yield (
                word.lineno,
                _unknown(seen, str(word.value), _TYPES, f"The types are {listed(list(map(code, _TYPES)))}."),
            )


def _of_argument(keyword: ast.keyword, name: str, method: str, cell: _CellWords) -> _Found:
    words = [word.value for word in cell.texts(keyword.value)]
    near = "stream_mode" if words and all(word in _MODES for word in words) else _near(name, _ARGUMENTS)
    if near:
        meant = f"Perhaps {code(near)} is meant."
        yield keyword.lineno, Failure(f"{code(method)} has no argument {code(name)}.", remedy=meant)


def _keywords_as_dict(call: ast.Call) -> Iterator[ast.expr]:
    """What `with_config` is given by names, as the dict that it makes of it."""
    named = [each for each in call.keywords if each.arg is not None and each.arg != "config"]
    keys: list[ast.expr | None] = [ast.copy_location(ast.Constant(each.arg), each.value) for each in named]
    yield ast.Dict(keys, [each.value for each in named])
    yield from (each.value for each in call.keywords if each.arg == "config")


def _of_values(configs: Iterable[ast.expr], cell: _CellWords) -> _Found:
    for config in (each for value in configs for each in cell.seen_through(value)):
        yield from wrong_config(config)


def _of_config(values: Iterable[ast.expr], cell: _CellWords) -> _Found:
    for config in (each for value in values for each in cell.seen_through(value)):
        for key, value in zip(config.keys, config.values, strict=True) if isinstance(config, ast.Dict) else ():
            if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                continue
            if key.value not in _CONFIG and _near(key.value, _CONFIG):
                seen = f"A config has no key {code(key.value)}: LangChain drops it, and raises no error."
                yield key.lineno, _unknown(seen, key.value, _CONFIG)
            elif key.value == "tags" and isinstance(value, (ast.Constant, ast.JoinedStr)):
                seen = "What `tags` of a config has there is a text, and it has to be a list of texts."
                yield value.lineno, Failure(seen, remedy=f"Put brackets around it: {code(f'[{ast.unparse(value)}]')}.")


def _of_comparison(compared: ast.Compare, cell: _CellWords) -> _Found:
    """Of what says which mode an item is of, compared with the name of none, though one that is asked for is alike."""
    sides = [compared.left, *compared.comparators]
    named = any(isinstance(side, ast.Name) and side.id in cell.first for side in sides)
    typed = any(
        isinstance(s, ast.Subscript) and isinstance(s.slice, ast.Constant) and s.slice.value == "type" for s in sides
    )
    for side in sides if named or typed else ():
        for word in cell.texts(side) if not isinstance(side, ast.Name) else ():
            if word.value not in _MODES and _near(str(word.value), cell.modes):
                seen = f"There is no stream mode {code(str(word.value))}, so that no item is of it."
                yield word.lineno, _unknown(seen, str(word.value), cell.modes)


def _unknown(seen: str, word: str, known: Collection[str], every: str = "") -> Failure:
    near = _near(word, known)
    meant = f"Perhaps {code(near)} is meant." if near else ""
    return Failure(seen, remedy=f"{meant} {every}".strip())


def _near(word: str, known: Collection[str]) -> str:
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=_ALIKE)), "")
