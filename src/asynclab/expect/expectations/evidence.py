"""Evidence: what the trace tells of a run, its tags and metadata, its parents and its errors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from asynclab.expect.expectation import Expectation
from asynclab.expect.matching import accepts, described, frozen
from asynclab.expect.messages.config_advice import AS_IT_IS, BESIDE_THE_REQUESTS, NOT_REACHED, REQUESTS_OWN, hand_on
from asynclab.expect.messages.hidden_texts import quoted
from asynclab.expect.messages.wording import code, listed, names, same_letters, sentence, shown
from asynclab.expect.outcome import Failure
from asynclab.expect.query import EVIDENCE, ancestry, calls, evidence, matches, not_traced, nothing_named
from asynclab.observe.run import Run, Span, SpanEnd

_TAKE_NONE = (
    "`ainvoke` and `astream` take a `config` along by themselves; `arun`, `agenerate` and what is below these do not."
)
_LANGCHAINS_TAGS = ("seq:step:", "graph:step:", "map:key:", "langsmith:", "retry:attempt:")
_LANGCHAINS_KEYS = ("ls_", "lc_", "langgraph_", "checkpoint_", "__")


@dataclass(frozen=True)
class Tagged(Expectation):
    """Every traced run that matches bears these tags and this metadata, and the request's callbacks heard of it."""

    pattern: str
    tags: tuple[str, ...]
    metadata: dict[str, Any]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each run that lacks something; one if nothing of that name was traced."""
        spans = evidence(run, self.pattern)
        if not spans:
            yield not_traced(run, self.pattern)
        yield from _unheard(run, spans)
        around = ancestry(run)
        for span in (each for each in spans if _without_config(each, around(each)) is None):
            tags = [tag for tag in self.tags if tag not in span.tags]
            keys = [key for key, value in self.metadata.items() if not accepts(value, span.metadata.get(key))]
            if tags or keys:
                metadata = [f"metadata {key!r}: {described(self.metadata[key])}" for key in keys]
                failure = _untagged(
                    run, span, listed([*(f"the tag {tag!r}" for tag in tags), *metadata]), _lacks(span, tags, keys)
                )
                spelt = all(_spelt_otherwise(span, tag) for tag in tags)
                there = spelt and all(key in span.metadata for key in keys)  # so a config did reach it
                yield replace(failure, remedy=_COMPARE if tags else "") if there else failure


def _unheard(run: Run, spans: Iterable[Span]) -> Iterable[Failure]:
    """Yield a failure for each run that the handlers in the request's config were not told of."""
    around = ancestry(run)
    for span in spans:
        if not _is_unheard(span) or _is_lost(span):
            continue
        if (told := _without_config(span, around(span))) is not None:
            seen = f"No `config` came to {code(span.name)}, not even that of {code(told.name)}, around it."
            yield Failure(seen, _TAKE_NONE, "Ask it with `ainvoke` or `astream`.")
            continue
        outer = [each for each in around(span) if each.kind in EVIDENCE]
        told = next((each for each in outer if not _is_unheard(each)), None)
        seen, cause = f"The callbacks in the request's `config` were not told of {code(span.name)}.", ""
        if told is not None:
            seen += f" They were told of {code(told.name)}, around it."
            cause = "Callbacks in a `config` of your own take the place of the request's."
        elif outer:
            seen += " Nor were they of any run around it."
        yield Failure(seen, cause, REQUESTS_OWN)


def _without_config(span: Span, around: Iterable[Span]) -> Span | None:
    """Return the run around one to which no `config` came: that bears nothing, where the run around it, which the
    request's callbacks were told of, does. With a `config` that comes along, or one of its own, it would."""
    told = next((each for each in around if each.kind in EVIDENCE and not _is_unheard(each)), None)
    return told if told is not None and _is_unheard(span) and _borne(told) and not _borne(span) else None


def _borne(span: Span) -> set[str]:
    return {*_tags(span), *(key for key in span.metadata if not key.startswith(_LANGCHAINS_KEYS))}


def _is_unheard(span: Span) -> bool:
    return span.data.get("heard") is False


def _is_lost(span: Span) -> bool:
    """Check whether no config reached a run: it stands for itself, with nothing of the caller's."""
    return span.parent is None and not span.metadata and not _tags(span)


def _tags(span: Span) -> list[str]:
    return [tag for tag in span.tags if not tag.startswith(_LANGCHAINS_TAGS)]


_COMPARE = "Compare it with what it should be, sign for sign."


def _spelt_otherwise(span: Span, tag: str) -> str:
    """The tag that a run bears in place of this one, if they have the same letters; "" without one."""
    return next((own for own in _tags(span) if same_letters(own, tag)), "")


def _lacks(span: Span, tags: list[str], keys: list[str]) -> str:
    """Say of what a run bears too little, and what of it is another; none of what it should be."""
    near = {tag: _spelt_otherwise(span, tag) for tag in tags}
    absent = ["tags"] * (not all(near.values())) + ["metadata"] * any(key not in span.metadata for key in keys)
    other = [f"{quoted(key)} is another one" for key in keys if key in span.metadata]
    other += [f"{quoted(own)} is spelt otherwise" for own in near.values() if own]
    return listed([*other, *([f"something is missing among its {listed(absent)}"] if absent else [])])


def _untagged(run: Run, span: Span, wanted: str, lacks: str) -> Failure:
    tags = _tags(span)
    own = {key: value for key, value in span.metadata.items() if key != "langgraph_node"}
    bears = [f"the tags {shown(tags)}"] * bool(tags) + [f"the metadata {shown(own)}"] * bool(own)
    if _is_lost(span):
        seen = f"{code(span.name)} bears neither tags nor metadata, and is a run of its own."
        return Failure(seen, NOT_REACHED, hand_on(run), f"It should bear {wanted}.")
    return Failure(
        f"{code(span.name)} bears {listed(bears) or 'neither tags nor metadata'}: {lacks}.",
        remedy=BESIDE_THE_REQUESTS,
        expected=f"It should bear {wanted}.",
    )


@dataclass(frozen=True)
class Untagged(Expectation):
    """No traced run that matches bears one of these tags, or an entry of this metadata."""

    pattern: str
    tags: tuple[str, ...]
    metadata: dict[str, Any]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each run that bears one; one if nothing of that name was traced."""
        spans = evidence(run, self.pattern)
        if not spans:
            yield not_traced(run, self.pattern)
        around = ancestry(run)
        for span in spans:
            foreign = self._foreign(span)
            if foreign:
                sources = [each.name for each in around(span) if set(self._foreign(each)) & set(foreign)]
                yield _of_others(span, listed(foreign), sources)

    def _foreign(self, span: Span) -> list[str]:
        """What a run bears of all this, in words."""
        bears = span.metadata
        return [f"the tag {quoted(tag)}" for tag in self.tags if tag in span.tags] + [
            f"the metadata {quoted(key)}: {shown(bears[key])}"
            for key, value in self.metadata.items()
            if key in bears and accepts(value, bears[key])
        ]


def _of_others(span: Span, foreign: str, sources: list[str]) -> Failure:
    """sources: the runs around it that bear it as well."""
    seen = f"{code(span.name)} bears {foreign}, which belongs to another run."
    if sources:
        return Failure(
            f"{seen} So does {names(sources)}, around it.",
            "What is set on a run reaches every run in it.",
            "Set it in the `config` of the one call that it belongs to.",
        )
    return Failure(
        f"{seen} No run around it bears that.",
        remedy="Set it in the `config` of the one call that it belongs to. A model, a tool and a request's `config` "
        "serve others too: what is set on them stays.",
    )


@dataclass(frozen=True)
class BearsOnly(Expectation):
    """No traced run that matches bears a tag beside these, or metadata under another key. What LangChain and LangGraph
    set themselves does not count."""

    pattern: str
    tags: tuple[str, ...]
    keys: tuple[str, ...]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each run that bears more; one if nothing of that name was traced."""
        spans = evidence(run, self.pattern)
        if not spans:
            yield not_traced(run, self.pattern)
        for span in spans:
            tags = [f"the tag {quoted(tag)}" for tag in _tags(span) if tag not in self.tags]
            keys = [key for key in span.metadata if key not in self.keys and not key.startswith(_LANGCHAINS_KEYS)]
            more = [*tags, *(f"the metadata {quoted(key)}" for key in keys)]
            if more:
                yield Failure(
                    f"{code(span.name)} bears {listed(more)}, which the request does not.",
                    remedy=AS_IT_IS,
                )


@dataclass(frozen=True)
class Nested(Expectation):
    """Every traced run that matches `inner` happened inside one that matches `under`, and was heard of."""

    inner: str
    under: str

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each that did not; one if there is nothing of either name."""
        spans = evidence(run, self.inner) or calls(run, self.inner)
        if not spans:
            yield not_traced(run, self.inner)
        if not any(matches(span, self.under) for span in run.spans):
            yield self._no_such(run)
            return
        yield from _unheard(run, spans)
        around = ancestry(run)
        for span in spans:
            outer = around(span)
            if not any(matches(each, self.under) for each in outer):
                yield self._stray(run, span, outer)

    def _no_such(self, run: Run) -> Failure:
        around = dict.fromkeys(span.name for span in run.spans if span.kind == "chain" and span.parent is None)
        if not around:
            return nothing_named(run, self.under, "was traced")
        return Failure(
            f"No run is named {code(self.under)}. The outermost is {names(around)}.",
            remedy="Give it its name: `compile(name=...)` for a graph, or `.with_config(run_name=...)`.",
        )

    def _stray(self, run: Run, span: Span, outer: list[Span]) -> Failure:
        wanted = f"It should run under {code(self.under)}."
        if outer:
            return Failure(f"{code(span.name)} ran inside {names(each.name for each in outer)}.", expected=wanted)
        seen = f"{code(span.name)} is a run of its own, under nothing: the trace breaks here."
        if _is_lost(span):
            return Failure(seen, NOT_REACHED, hand_on(run), wanted)
        remedy = "Call it inside that run, with the `config` that a function in there is handed."
        return Failure(f"{seen} It does bear tags or metadata.", remedy=remedy, expected=wanted)


@dataclass(frozen=True)
class Failed(Expectation):
    """At least one call that matches failed with this error."""

    name: str
    error: str
    saying: str

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure: how the calls ended instead."""
        spans = calls(run, self.name)
        if not spans:
            yield nothing_named(run, self.name)
        elif not any(self._fits(span) for span in spans):
            ends = listed([f"{code(span.name)} {_ending(span)}" for span in spans[:6]])
            saying = f" that says {self.saying!r}" if self.saying else ""
            wanted = f"{code(self.name)} should fail with {code(self.error)}{saying}."
            yield Failure(sentence(f"None failed as it should: {ends}"), expected=wanted)

    def _fits(self, span: Span) -> bool:
        error = span.error
        return error is not None and self.error in (error.type, *error.types) and self.saying in error.message


def _ending(span: Span) -> str:
    if span.error is not None and span.how is SpanEnd.ERROR:
        return f"failed with {code(span.error.type)}: {span.error.message[:80]}"
    return f"ended “{span.how.value}”"


def tagged(pattern: str, *tags: str, **metadata: Any) -> Expectation:
    """Expect that every traced run that matches bears these tags and this metadata, its own or inherited. Matchers are
    allowed.
    """
    if not tags and not metadata:
        raise ValueError(f"tagged({pattern!r}) names neither a tag nor metadata.")
    return Tagged(pattern, tags, {key: frozen(value) for key, value in metadata.items()})


def untagged(pattern: str, *tags: str, **metadata: Any) -> Expectation:
    """Expect that no traced run that matches bears any of these tags, or any entry of this metadata: they belong to
    others. Matchers are allowed.
    """
    if not tags and not metadata:
        raise ValueError(f"untagged({pattern!r}) names neither a tag nor metadata.")
    return Untagged(pattern, tags, {key: frozen(value) for key, value in metadata.items()})


def bears_only(pattern: str, *tags: str, keys: Iterable[str] = ()) -> Expectation:
    """Expect that no traced run that matches bears a tag beside these, or metadata under a key beside `keys`. What
    LangChain and LangGraph set themselves does not count.
    """
    return BearsOnly(pattern, tags, tuple(keys))


def nested(inner: str, under: str) -> Expectation:
    """Expect that every traced run `inner` happened inside a run `under`, at any depth."""
    return Nested(inner, under)


def failed(name: str, error: str = "Exception", saying: str = "") -> Expectation:
    """Expect that a call `name` failed with an error of this class (or a class derived from it): the trace tells it."""
    return Failed(name, error, saying)
