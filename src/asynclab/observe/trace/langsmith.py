"""The LangSmith run tree, recorded without a network; with a real key, sent there when the run is over.

Inside a run tracing is on, with a client that writes `create_run` and `update_run` down and opens no
connection: the record does not depend on keys, and no request waits on the virtual clock. Where the
environment asks for real tracing, the very same calls are made to the real client afterwards.
"""

from __future__ import annotations

import atexit
import copy
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, wraps
from types import NoneType
from typing import Any
from uuid import UUID, uuid4

from langchain_core.tracers import LangChainTracer
from langsmith import Client
from langsmith.run_helpers import get_tracing_context, tracing_context
from langsmith.run_trees import RunTree as LangSmithRun
from langsmith.run_trees import get_cached_client
from langsmith.utils import get_env_var, tracing_is_enabled

from asynclab import lab
from asynclab.observe.plain import own_metadata, plain_dict, scrub
from asynclab.observe.run import Traced
from asynclab.observe.trace.recorder import Recorder

_TRACEBACK = re.compile(r"\s*(\+ Exception Group )?Traceback \(most recent call last\).*", re.DOTALL)


@dataclass(frozen=True)
class Call:
    """One call of a LangSmith client, as it was made."""

    method: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


def real_client() -> Client | None:
    """Return the client LangSmith itself would use here: None where tracing is off or there is no key."""
    if tracing_is_enabled() is not True:
        return None
    given: Client | None = get_tracing_context().get("client")
    return given or (get_cached_client() if get_env_var("API_KEY") else None)


class RunTree:
    """What LangSmith is told about one run: `traced` as data, `calls` for the real client where there is one."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._real = real_client()
        self._client = RecordingClient.of(self)  # made here, outside of the run: it reads its settings from files
        self._traced: dict[UUID, Traced] = {}
        self._calls: list[Call] = []

    @property
    def forwards(self) -> bool:
        """Whether a real client will be told as well."""
        return self._real is not None

    @property
    def traced(self) -> tuple[Traced, ...]:
        """The runs in the order they began."""
        return tuple(self._traced.values())

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """While it lasts, LangSmith's tracing in this context, and in those copied from it, is recorded here."""
        with tracing_context(enabled=True, client=self._client, parent=False):
            yield

    def forward(self) -> None:
        """Make the recorded calls to the real client, if there is one. Its background thread sends them."""
        for call in self._calls:
            try:
                getattr(self._real, call.method)(*call.args, **call.kwargs)
            except Exception as error:  # LangSmith being away is no fault of the run
                logging.getLogger(__name__).warning("LangSmith did not take a run: %s", error)
                break
        self._calls.clear()

    def called(self, method: str, *args: Any, **kwargs: Any) -> None:
        """Keep a call for the real client as it is now: its dicts are updated by LangChain later on."""
        if self._real is not None:
            self._calls.append(Call(method, _copy(args), _copy(kwargs)))

    def created(self, run: UUID, name: str, run_type: str, told: dict[str, Any]) -> None:
        """Note that a run began."""
        if self._recorder.stopped:
            return
        parent = told.get("parent_run_id")
        self._recorder.traced(run, parent)
        number = self._recorder.number(run)
        begun = Traced(number, self._recorder.number(parent) if parent else None, name, run_type, lab.now(), None)
        self._traced[run] = _told(begun, told)

    def updated(self, run: UUID, told: dict[str, Any]) -> None:
        """Note that a run ended, or something about it changed."""
        if run in self._traced and not self._recorder.stopped:
            self._traced[run] = _told(self._traced[run], told)


class RecordingClient(Client):
    """A LangSmith client that opens no connection and has no thread. What it is told goes into its `RunTree`."""

    _tree: RunTree

    def __init__(self) -> None:
        super().__init__(api_url="http://localhost", api_key="recorded", auto_batch_tracing=False, info={})
        handler = getattr(self, "_atexit_handler", None)
        if handler is not None:  # it would keep every run's session until the process ends
            atexit.unregister(handler)

    @classmethod
    def of(cls, tree: RunTree) -> RecordingClient:
        """Make the client of one run. It is a copy: to make a new client reads files and builds an HTTP session, which
        nobody uses.
        """
        client = copy.copy(_blank_client())
        client._tree = tree
        return client

    @property
    def alone(self) -> bool:
        """Whether nobody else is told."""
        return not self._tree.forwards

    def create_run(self, name: str, inputs: dict[str, Any], run_type: Any, **kwargs: Any) -> None:
        """LangSmith: a run began."""
        if "id" not in kwargs:
            kwargs["id"] = uuid4()
        self._tree.called("create_run", name, inputs, run_type, **kwargs)
        self._tree.created(kwargs["id"], name, run_type, kwargs)

    def update_run(self, run_id: Any, **kwargs: Any) -> None:
        """LangSmith: a run ended, or something about it changed."""
        self._tree.called("update_run", run_id, **kwargs)
        self._tree.updated(run_id, kwargs)

    def posted(self, run: LangSmithRun) -> None:
        """Note a run that began, by what is kept of it."""
        self._tree.created(run.id, run.name, run.run_type, _kept(run))

    def patched(self, run: LangSmithRun) -> None:
        """Note a run that ended or changed, by what is kept of it."""
        self._tree.updated(run.id, _kept(run))


def _unless_recorded(persist: Callable[[LangChainTracer, Any], None]) -> Callable[[LangChainTracer, Any], None]:
    """At the end of each root run LangChain's tracer builds a copy for its `latest_run`, which takes longer than all
    that the client is told. A tracer of ours is LangChain's own secret: nobody can ask it for one."""

    @wraps(persist)
    def kept(tracer: LangChainTracer, run: Any) -> None:
        if not isinstance(tracer.client, RecordingClient):
            persist(tracer, run)

    return kept


class _StackTrace:
    """What LangChain's tracer makes of an error: its text and its traceback. Of what is only recorded here the text
    is kept, and a traceback takes longer to format than most runs take."""

    def __init__(self, formatted: Callable[[BaseException], str]) -> None:
        self._formatted = formatted

    def __get__(self, tracer: LangChainTracer | None, owner: type) -> Callable[[BaseException], str]:
        client = tracer.client if isinstance(tracer, LangChainTracer) else None
        return repr if isinstance(client, RecordingClient) and client.alone else self._formatted


def _of_those_open(told: Callable[..., Any]) -> Callable[..., Any]:
    """When a feed is closed whose root run has ended, LangChain reports an error of a run that its tracer has let go.
    The tracer raises, and LangChain writes that to stderr, below the check of a student who knows of no tracer."""

    @wraps(told)
    def heard(tracer: LangChainTracer, *args: Any, run_id: UUID, **more: Any) -> Any:
        if isinstance(tracer.client, RecordingClient) and str(run_id) not in tracer.run_map:
            return None
        return told(tracer, *args, run_id=run_id, **more)

    return heard


def _unless_kept_here(told: Callable[..., None], note: Callable[[RecordingClient, Any], None]) -> Callable[..., None]:
    """A run dumps all of itself, twice, into what is sent of it. Where nothing is sent, the little that is kept is read
    from it. What is not as simple as nearly all runs are goes the long way."""

    @wraps(told)
    def kept(run: LangSmithRun, *args: Any, **options: Any) -> None:
        client = run.ls_client
        if type(client) is not RecordingClient or not client.alone or args or not _is_simple(run, **options):
            told(run, *args, **options)
            return
        if note is RecordingClient.patched and not run.end_time:
            run.end()
        note(client, run)

    return kept


def _is_simple(run: LangSmithRun, *, exclude_child_runs: bool = True, **_: Any) -> bool:
    beside = not exclude_child_runs or getattr(run, "replicas", None) or run.attachments
    metadata = own_metadata((run.extra or {}).get("metadata"))
    return not beside and all(type(value) in (str, int, float, bool, NoneType) for value in metadata.values())


def _kept(run: LangSmithRun) -> dict[str, Any]:
    return {name: getattr(run, name) for name in ("parent_run_id", "extra", "tags", "error", "end_time")}


LangSmithRun.post = _unless_kept_here(LangSmithRun.post, RecordingClient.posted)  # type: ignore[method-assign]
LangSmithRun.patch = _unless_kept_here(LangSmithRun.patch, RecordingClient.patched)  # type: ignore[method-assign]
for _ended in "chain_end chain_error llm_end llm_error tool_end tool_error retriever_end retriever_error".split():
    setattr(LangChainTracer, f"on_{_ended}", _of_those_open(getattr(LangChainTracer, f"on_{_ended}")))
LangChainTracer._get_stacktrace = _StackTrace(LangChainTracer._get_stacktrace)  # type: ignore[assignment]
LangChainTracer._persist_run = _unless_recorded(LangChainTracer._persist_run)  # type: ignore[assignment]


@cache
def _blank_client() -> RecordingClient:
    return RecordingClient()


def _told(traced: Traced, told: dict[str, Any]) -> Traced:
    """A run with what LangSmith was told about it just now."""
    extra = told.get("extra") or {}
    metadata = {k: v for k, v in (extra.get("metadata") or {}).items() if k not in extra.get("invocation_params", ())}
    error = told.get("error")
    return replace(
        traced,
        end=traced.end if told.get("end_time") is None or traced.end is not None else lab.now(),
        tags=tuple(sorted(set(told.get("tags") or traced.tags))),
        metadata=plain_dict(own_metadata(metadata)) if metadata else traced.metadata,
        error=scrub(_TRACEBACK.sub("", error).strip()) if error else traced.error,
    )


def _copy(value: Any) -> Any:
    """A copy of the containers, not of what is in them."""
    if type(value) is dict:
        return {key: _copy(part) for key, part in value.items()}
    if type(value) in (list, tuple, set):
        return type(value)(_copy(part) for part in value)
    return value
