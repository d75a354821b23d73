"""What a scenario's cast can have done: its script and its latencies, against the spans and marks of a run. Pure.

The clock is virtual, so that a tool which takes three seconds takes exactly three, or longer where something blocked
the loop. Names tell who is who: of two tools of the same name, each may have done what one of them can.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from asynclab.lab.context import HZ
from asynclab.observe.plain import plain
from asynclab.observe.run import Mark, Run, Span, SpanEnd, SpanKind
from asynclab.scenario.spec import Model, Raises, Reply, Scenario, Sdk, Sink, Source, Tool
from asynclab.scenario.values import Spec, cast_of

_GRAIN = 1  # tick: a latency that is not a whole number of ticks may be rounded up or down


def broken_script(scenario: Scenario, run: Run) -> tuple[str, ...]:
    """Return what the cast is said to have done and cannot have. The run's spans are numbered 1, 2, 3 ... in order."""
    named: dict[str, list[Spec]] = defaultdict(list)
    for spec in cast_of(scenario):
        if not isinstance(spec, Raises):
            named[spec.name].append(spec)
    calls, streams = _by_name(run, "call"), _by_name(run, "stream")
    marks: dict[int, list[Mark]] = defaultdict(list)
    for mark in run.marks:
        if mark.kind in ("made", "token"):
            marks[mark.span or 0].append(mark)
    said: list[str] = []
    for name, specs in named.items():
        said += _calls(name, specs, calls.get(name, ()), blocked=bool(run.blocking))
        said += _streams(name, specs, streams.get(name, ()), marks)
        said += _elsewhere(name, specs, run)
        said += _tokens(name, specs, run, marks)
    return tuple(said)


def _by_name(run: Run, kind: SpanKind) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for span in run.spans:
        if span.kind == kind:
            found[span.name].append(span)
    return found


# -- calls: tools, sinks, SDKs, and models that do not stream ----------------------------------------


def _calls(name: str, specs: Sequence[Spec], spans: Sequence[Span], *, blocked: bool) -> Iterator[str]:
    took = {ticks for spec in specs for ticks in _takes(spec)}
    for number, span in enumerate(spans):
        if span.how is not SpanEnd.DONE or span.end is None or not took:
            continue
        lasted = _ticks(span.end) - _ticks(span.start)
        if not any(abs(lasted - due) <= _GRAIN for due in took) and not (blocked and lasted > min(took)):
            yield f"“{name}” took {lasted / HZ:g} s"
        elif len(specs) == 1 and _must_fail(specs[0], number):
            yield f"call {number + 1} of “{name}” went well"


def _takes(spec: Spec) -> Iterator[int]:
    """How many ticks a call that goes well may take."""
    if isinstance(spec, (Tool, Sdk, Sink)):
        yield _ticks(spec.takes)
    elif isinstance(spec, Model):
        for reply in spec.replies:
            if not reply.fails:
                yield _ticks(spec.first + _chunks(reply) * spec.every)


def _must_fail(spec: Spec, number: int) -> bool:
    """Whether a call, counted from 0, cannot go well."""
    if isinstance(spec, (Tool, Sdk)):
        return isinstance(spec.outcomes[min(number, len(spec.outcomes) - 1)], Raises)
    return isinstance(spec, Sink) and spec.fails is not None and number >= spec.after


# -- streams: models and sources ---------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    """What one stream gives. times: of each part, ticks since the stream began. fails: at its end."""

    parts: tuple[Any, ...]
    times: tuple[int, ...]
    fails: bool


def _lines(specs: Sequence[Spec]) -> list[_Line]:
    found = []
    for spec in specs:
        if isinstance(spec, Source):
            waits = [_ticks(spec.every)] * len(spec.items)
            found.append(_Line(spec.items, tuple(accumulate(waits)), spec.fails is not None))
        elif isinstance(spec, Model):
            found += [_line(spec, reply) for reply in spec.replies]
    return found


def _line(model: Model, reply: Reply) -> _Line:
    waits = [_ticks((0.0 if number else model.first) + model.every) for number in range(len(reply.tokens))]
    return _Line(reply.tokens, tuple(accumulate(waits)), reply.fails is not None)


def _streams(name: str, specs: Sequence[Spec], spans: Sequence[Span], marks: dict[int, list[Mark]]) -> Iterator[str]:
    lines = _lines(specs)
    sources = sum(isinstance(spec, Source) for spec in specs)
    if lines and len(spans) > sources and sources == len(specs):
        yield f"“{name}” was begun {len(spans)} times"
    for span in spans if lines else ():
        made = [mark for mark in marks.get(span.id, ()) if mark.kind == "made" and mark.name == name]
        if not any(_follows(line, span, made) for line in lines):
            told = ", ".join(f"{_part(mark)!r:.40} at {mark.time:g} s" for mark in made[-3:]) or "nothing"
            yield f"“{name}” began at {span.start:g} s, made {told}, and was {span.how.value}"


def _follows(line: _Line, span: Span, made: Sequence[Mark]) -> bool:
    """Whether a stream gave a beginning of this line, none of it early; all of it where it went to its end."""
    if len(made) > len(line.parts):
        return False
    if span.how is SpanEnd.DONE and (line.fails or len(made) < len(line.parts)):
        return False
    began = _ticks(span.start)
    return all(
        _same(part, _part(mark)) and _ticks(mark.time) + _GRAIN * len(made) >= began + due
        for part, mark, due in zip(line.parts, made, line.times, strict=False)
    )


def _elsewhere(name: str, specs: Sequence[Spec], run: Run) -> Iterator[str]:
    """What was made outside of any stream of that name."""
    if not any(isinstance(spec, (Model, Source)) for spec in specs):
        return
    for mark in run.marks:
        if mark.kind == "made" and mark.name == name and not _is_stream(run, mark, name):
            yield f"“{name}” made {_part(mark)!r:.40} outside of its stream"


def _is_stream(run: Run, mark: Mark, name: str) -> bool:
    span = run.spans[mark.span - 1] if mark.span else None
    return span is not None and span.kind == "stream" and span.name == name


# -- tokens, of which LangChain tells ----------------------------------------------------------------


def _tokens(name: str, specs: Sequence[Spec], run: Run, marks: dict[int, list[Mark]]) -> Iterator[str]:
    """A token comes after it was made, and as often as it was made at most."""
    models = [spec for spec in specs if isinstance(spec, Model)]
    if not models:
        return
    replies = [tuple(filter(None, reply.tokens)) for model in models for reply in model.replies]
    for span in run.spans:
        if span.kind == "model" and span.name == name:
            texts = tuple(mark.data.get("text") for mark in marks.get(span.id, ()) if mark.kind == "token")
            if not any(texts == tuple(map(plain, reply[: len(texts)])) for reply in replies):
                yield f"“{name}” gave the tokens {texts[-3:]!r:.60}"
    made: Counter[str] = Counter()
    for mark in run.marks:
        if mark.name != name or mark.kind not in ("made", "token"):
            continue
        text = str(_part(mark))
        made[text] += 1 if mark.kind == "made" else -1
        if made[text] < 0:
            yield f"“{name}” gave {text!r:.40} before it was made"


def _part(mark: Mark) -> Any:
    return mark.data["text"] if "text" in mark.data else mark.data.get("item")


def _same(scripted: Any, said: Any) -> bool:
    return bool(scripted == said) or bool(plain(scripted) == said)


def _chunks(reply: Reply) -> int:
    return len(reply.tokens) + bool(reply.calls)


def _ticks(seconds: float) -> int:
    return round(seconds * HZ)
