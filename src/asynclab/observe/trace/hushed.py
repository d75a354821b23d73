"""What Python prints of an answer's loose ends stays away: the run tells of them, and a traceback through the course's
own files helps nobody."""

from __future__ import annotations

import logging
import re
import sys
import threading
import warnings
from types import TracebackType
from typing import Any, TextIO

from asynclab import lab
from asynclab.observe.run import Span
from asynclab.observe.trace.recorder import current

_NOWHERE = re.compile(r"Task (.+?) with path .* wrote to unknown channel branch:(.*), ignoring it\.", re.DOTALL)
_SENT_NOWHERE = re.compile(r"Ignoring unknown node name (.*) in pending sends", re.DOTALL)
_LOST = ("Task exception was never retrieved", "Future exception was never retrieved", "_GatheringFuture exception")


class Hushed:
    """While it is entered, nothing is printed of a run's thread that ended with an error, of a task whose error nobody
    took, of an edge that leads to no node (which is noted in the record), and of an async generator that could not be
    closed; nor a warning whose line is the course's own: a library has counted one caller too many, and the student's
    line is not in it. Of what is no part of a run Python tells as ever."""

    def __enter__(self) -> None:
        self._thread, self._unraisable = threading.excepthook, sys.unraisablehook
        threading.excepthook, sys.unraisablehook = self._of_thread, self._of_finaliser
        self._warned, self._warning = warnings.showwarning, self._of_warning
        warnings.showwarning = self._warning
        logging.getLogger("asyncio").addFilter(_is_told)
        logging.getLogger("langgraph").addFilter(_is_of_no_edge)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        logging.getLogger("langgraph").removeFilter(_is_of_no_edge)
        logging.getLogger("asyncio").removeFilter(_is_told)
        threading.excepthook, sys.unraisablehook = self._thread, self._unraisable
        if warnings.showwarning is self._warning:  # and nobody's that came after
            warnings.showwarning = self._warned

    def _of_warning(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if lab.owner_of(filename) is not lab.Owner.OWN:
            self._warned(message, category, filename, lineno, file, line)

    def _of_thread(self, told: threading.ExceptHookArgs) -> Any:
        if not hasattr(told.thread, "_asynclab_managed"):
            self._thread(told)

    def _of_finaliser(self, told: sys.UnraisableHookArgs) -> Any:
        if not hasattr(told.object, "ag_frame"):
            self._unraisable(told)


def _is_told(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith(_LOST)


def _is_of_no_edge(record: logging.LogRecord) -> bool:
    """Whether LangGraph logs of something else than an edge that leads to no node; of that it raises nothing, and the
    record keeps it with the node before that edge."""
    said = record.getMessage()
    led, sent = _NOWHERE.fullmatch(said), _SENT_NOWHERE.fullmatch(said)
    if (led is None and sent is None) or not lab.in_run():
        return True
    if led is not None:
        target = led[2].removeprefix("to:") if led[2].startswith("to:") else led[2].rpartition(":")[2]
        node = led[1]
        current().note_last(lambda span: _is_node(span) and span.name == node, nowhere=target)
    elif sent is not None:
        current().note_last(_is_node, sent_nowhere=sent[1])
    return False


def _is_node(span: Span) -> bool:
    return span.kind == "chain" and span.metadata.get("langgraph_node") == span.name
