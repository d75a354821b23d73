"""What a student may read of a hidden run's failure: the engine's own words, and nothing that the run put into them.

A student's code has read the hidden scenario when it fails: the names of its tools, its arguments, how many there are.
Whatever it can choose (a message, a value, the name of a task, a tag) may carry them out, in any disguise. So such
texts are masked where a sentence is made of them (`expect.messages.hidden_texts`), and what has come into it by
another way is taken out of it, unless they stand in what the student could read before: the scenarios of the visible
part. Times stay: they are the clock's.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asynclab import expect
from asynclab.expect.messages.hidden_texts import MASK, HiddenTexts, words_of
from asynclab.expect.messages.wording import shown
from asynclab.observe.run import Place, Problem, Run

if TYPE_CHECKING:  # whoever reads verdicts imports this module, and should not wait for LangChain
    from asynclab.scenario.spec import Scenario

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_CUTS = (300, 160, 156, 120, 80)  # characters to which sentences cut what they quote
_USUAL = "model source sink sdk reader main tools agent LangGraph RunnableSequence RunnableLambda RunnableParallel"
_RECORDERS = frozenset(("kind", "how", "rule", "remedies", "run_type"))  # fields whose words are not the answer's
_KINDS = re.compile(r"(?:cell (?:In\[\d+\]|\d+)|[a-z_]+)\Z")


def hidden_texts_of(run: Run, scenario: Scenario, known: str) -> HiddenTexts:
    """Return what is masked of a hidden run where sentences are made of it: what the run chose, and what its scenario
    did, which may not have come about. known: what may stay, as one text."""
    return HiddenTexts(frozenset((*_chosen(run), *_texts(scenario))), frozenset((*words_of(known), *words_of(_USUAL))))


def masked(sentence: str, run: Run, known: str, *, own: bool = False) -> str:
    """Return the sentence without what stands in it of the run's own texts. known: what may stay, as one text.

    own: the sentence was made while the run's `hidden_texts_of` were masked. Then this is for what has come into it by
    another way: a number in it is a time or a count, and a word that our sentences are made of is theirs.
    """
    words = {*words_of(known), *words_of(_USUAL)}
    for text in sorted({*_chosen(run)}, key=len, reverse=True):
        if text not in sentence or not text.strip():  # first: a run may have a million long texts
            continue
        if (own and _is_ours(text)) or ({*words_of(text)} <= words and len(words_of(text)) == 1):
            continue
        sentence = re.sub(rf"(?<![^\W_]){re.escape(text)}(?![^\W_])", MASK, sentence)
    return sentence


def _is_ours(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None or (text.isalpha() and text.lower() in _vocabulary())


@cache
def _vocabulary() -> frozenset[str]:
    """The words of the sentences that expectations are told in."""
    found: set[str] = set()
    for path in Path(expect.__file__).parent.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                found.update(re.findall(r"[a-z]+", node.value.lower()))
    return frozenset(found)


def where(place: Place | None) -> str:
    """Return the line of a failure by its numbers alone. The name of a function and the text of a line may be made
    up.
    """
    return f"{place.file}, line {place.line}" if place and _KINDS.match(place.file) else ""


def may_be_pictured(run: Run, known: str) -> bool:
    """Return whether a picture of a hidden run shows no name but known ones, and no file but cells."""
    words = {*words_of(known), *words_of(_USUAL)}
    spans, marks = [span.name for span in run.spans], [mark.name for mark in run.marks]
    places = (*(found.place for found in run.blocking), *(span.after.place for span in run.spans if span.after))
    cells = all(place is None or _KINDS.match(place.file) for place in places)
    return cells and not run.left and all({*words_of(name)} <= words for name in (*spans, *marks))


def _chosen(run: Run) -> Iterator[str]:
    """Every text of a run that an answer or a hidden scenario chose, as sentences quote it."""
    seen: set[tuple[type, Any]] = set()
    for value in (run.value, *(item.value for item in run.items)):
        yield from _quoted(value, seen)
    for text in _texts(
        [
            *(run.problem, run.spans, run.marks, run.blocking, run.left, run.queues, run.traced, run.never_awaited),
            *(run.failed_tests, run.handed_on, run.unseen, run.changed, run.pauses, run.always_true),
        ]
    ):
        yield text
        for cut in _CUTS:
            yield text[:cut]
        yield repr(text)


def _quoted(value: Any, seen: set[tuple[type, Any]]) -> Iterator[str]:
    """A value and its parts, as `shown` has them; True, False and None tell too little. seen: the numbers and texts
    that came before, of which one value may have a million."""
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, (str, int, float)):
        if (type(value), value) in seen:
            return
        seen.add((type(value), value))
    text = shown(value, most=100_000)
    yield text
    for cut in (cut for cut in (156, 76, 36) if len(text) > cut):
        yield from (text[:cut], f"{text[:cut]} ...")
    parts: Iterable[Any] = [*value, *value.values()] if isinstance(value, dict) else value
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for part in parts:
            yield from _quoted(part, seen)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Problem):
        yield from (each for each in (value.message, value.message.strip()) if each)
        yield from (name for name in (value.type, *value.types) if not _is_pythons(name))
        yield from _texts([value.place, value.outer, value.inner, value.cause])
    elif isinstance(value, Place):
        yield from (value.function, value.text, *([] if _KINDS.match(value.file) else [value.file]))
    elif isinstance(value, dict):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        names = {each.name for each in fields(value)} - _RECORDERS
        yield from _texts([getattr(value, name) for name in sorted(names)])


def _is_pythons(name: str) -> bool:
    """Whether a name is one of Python's own exceptions: a student's class may be named after anything."""
    kind = getattr(builtins, name, None) or getattr(asyncio, name, None)
    return isinstance(kind, type) and issubclass(kind, BaseException)
