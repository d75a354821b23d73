"""How findings are put together, and what they say."""

from __future__ import annotations

import asyncio
import fcntl
import functools
import importlib
import os
import select
import selectors
import shutil
import threading
import time
from pathlib import Path
from unittest import mock

import pytest

from asynclab import observe
from asynclab.expect import never_blocked
from asynclab.observe.blocking import classify
from asynclab.observe.blocking.classify import CalledFunction, asked_for, label, remedies, rule_of
from asynclab.observe.blocking.detector import MOST_OF_A_LINE
from asynclab.observe.blocking.rules import RULES
from asynclab.observe.run import Blocking


def findings(main) -> tuple[Blocking, ...]:
    run, _ = observe.record(main, real_limit=50)
    return run.blocking


def test_ten_thousand_sleeps_of_one_line_are_one_finding() -> None:
    """A line that blocks again at the instant at which it let go is one stretch, with the calls counted."""

    async def main() -> None:
        for _ in range(10_000):
            time.sleep(0.001)

    (finding,) = findings(main)
    assert (finding.time, finding.stall, finding.calls) == (0.0, 10.0, 10_000)


def test_stretches_apart_are_kept_apart_up_to_a_bound() -> None:
    """The first are kept with their times, the rest is summed up in the last."""

    async def main() -> None:
        for _ in range(100):
            await asyncio.sleep(1)
            time.sleep(0.5)

    found = findings(main)
    assert [finding.time for finding in found] == [1 + 1.5 * n for n in range(MOST_OF_A_LINE)]
    assert sum(finding.stall for finding in found) == 50
    assert [finding.calls for finding in found] == [1] * (MOST_OF_A_LINE - 1) + [81]


def test_two_tasks_on_one_line_are_two_findings() -> None:
    """Each task is told of by its name."""

    async def slow() -> None:
        time.sleep(1)

    async def main() -> None:
        await asyncio.gather(*(asyncio.create_task(slow(), name=name) for name in ("left", "right")))

    assert [(f.task, f.time, f.stall) for f in findings(main)] == [("left", 0.0, 1.0), ("right", 1.0, 1.0)]


def test_a_worker_thread_may_block() -> None:
    """Only the loop's own thread is watched."""

    def work() -> None:
        time.sleep(1)
        with open(__file__) as file:
            file.read()

    assert findings(lambda: asyncio.to_thread(work)) == ()


MODEL = CalledFunction(
    "langchain_core.language_models.chat_models", "BaseChatModel.invoke", ("Fake", "BaseChatModel", "Runnable")
)


@pytest.mark.parametrize(
    ("call", "called", "text", "rule", "best"),
    [
        ("time.sleep", None, "time.sleep(1)", "sleep", "`await asyncio.sleep(...)`"),
        ("time.sleep", MODEL, "answer = llm.invoke(q)", "model", "`await llm.ainvoke(...)`"),
        ("time.sleep", MODEL, "return pick(3).invoke(q)", "model", "`await pick(3).ainvoke(...)`"),
        ("time.sleep", CalledFunction("vendor.client", "fetch"), "rows = vendor.fetch(1)", "call", "its async version"),
        (
            "time.sleep",
            CalledFunction("langgraph.pregel", "Pregel.stream", ("Pregel", "Runnable")),
            "g.stream(x)",
            "graph",
            "`async for ... in g.astream",
        ),
        ("socket.connect", CalledFunction("requests.api", "get"), "requests.get(u)", "http", "`httpx.AsyncClient`"),
        ("Queue.get", None, "item = jobs.get()", "queue", "`asyncio.Queue`"),
        ("Thread.join", None, "worker.join()", "join", "`await asyncio.to_thread(...)`"),
        ("os.stat", CalledFunction("genericpath", "exists"), "os.path.exists(p)", "file", "read it once"),
        ("sqlite3.Cursor.execute", None, "cursor.execute(q)", "database", "an async driver"),
        ("something.new", None, "f()", "call", "its async version"),
    ],
)
def test_the_best_remedy_comes_first(call: str, called: CalledFunction | None, text: str, rule: str, best: str) -> None:
    """A native async call before a thread, in the words of the student's own line."""
    found = rule_of(call, called)
    assert found.name == rule
    assert remedies(found, call, called, text)[0].startswith(best)


def test_every_rule_words_its_remedies_for_any_line() -> None:
    """No placeholder is left over, whatever the line looks like."""
    for rule in RULES.values():
        for text in ("", "x = y", "with lock:", "await f(g(h.invoke(1)))", "}{"):
            for remedy in remedies(rule, "Queue.get", MODEL, text):
                assert "{" not in remedy.replace(text, "")


@pytest.mark.parametrize(
    ("called", "name"),
    [
        (None, "time.sleep"),
        (CalledFunction("requests.api", "get"), "requests.get"),
        (CalledFunction("urllib.request", "urlopen"), "urllib.request.urlopen"),
        (CalledFunction("concurrent.futures._base", "wait"), "concurrent.futures.wait"),
        (CalledFunction("genericpath", "exists"), "os.path.exists"),
        (MODEL, "BaseChatModel.invoke"),
        (CalledFunction("asynclab.scenario.live", "_sdk.<locals>.sdk"), "sdk"),
    ],
)
def test_calls_are_named_as_a_student_knows_them(called: CalledFunction | None, name: str) -> None:
    """By the library's public name, not by the module it happens to be written in."""
    assert label("time.sleep", called, "wait = sdk(question)") == name


def test_a_librarys_own_files_are_its_own_affair(tmp_path, monkeypatch) -> None:
    """A library reads certificates and caches; a file in the working directory it reads for the student."""
    monkeypatch.chdir(tmp_path)
    assert asked_for("open", ("papers.csv", "r", 0))
    assert not asked_for("open", ("/etc/ssl/cert.pem", "r", 0))
    assert not asked_for("os.listdir", (".",))
    assert asked_for("socket.connect", ())


def test_a_librarys_lock_on_its_own_file_is_its_own_affair(tmp_path, monkeypatch) -> None:
    """A cache is locked while it is filled; a file in the working directory is locked for the student."""
    (tmp_path / "course").mkdir()
    monkeypatch.chdir(tmp_path / "course")
    with open("papers.lock", "w") as own, open(tmp_path / "cache.lock", "w") as cache:
        assert asked_for("fcntl.flock", (own.fileno(), fcntl.LOCK_EX))
        assert not asked_for("fcntl.flock", (cache.fileno(), fcntl.LOCK_EX))


def test_a_file_used_inside_of_a_call_is_part_of_that_calls_finding(monkeypatch, tmp_path) -> None:
    """A call with a rule of its own opens what it packs, and is one finding; a file beside it is another."""
    monkeypatch.setitem(classify._BY_CALL, "shutil.make_archive", "database")

    async def main() -> None:
        shutil.make_archive(str(tmp_path / "packed"), "zip", Path(__file__).parent / "cases")
        os.listdir(tmp_path)

    assert [(finding.rule, finding.call) for finding in findings(main)] == [
        ("database", "shutil.make_archive"),
        ("file", "os.listdir"),
    ]


@pytest.mark.parametrize(("text", "thread"), [("model.stream(question)", False), ("model.invoke(question)", True)])
def test_a_thread_is_no_remedy_for_a_stream(text: str, thread: bool) -> None:
    """It would hand back a generator that nobody has read yet, and the reading blocks."""
    method = text.partition(".")[2].partition("(")[0]
    advice = remedies(RULES["model"], f"BaseChatModel.{method}", None, text)
    assert any("to_thread" in remedy for remedy in advice) == thread


async def through_a_module_that_is_excused() -> None:
    importlib._bootstrap._call_with_frames_removed(time.sleep, 2)  # type: ignore[attr-defined]


async def behind_a_librarys_coroutine() -> None:
    await mock.AsyncMock(side_effect=time.sleep)(2)


async def between_two_steps() -> None:
    class Dropped:
        __del__ = staticmethod(functools.partial(time.sleep, 2))

        def __call__(self) -> None: ...

    asyncio.get_running_loop().call_soon(Dropped())
    await asyncio.sleep(1)


@pytest.mark.parametrize(
    "main",
    [through_a_module_that_is_excused, behind_a_librarys_coroutine, between_two_steps],
)
def test_virtual_time_that_passes_on_the_loop_is_never_excused(main) -> None:
    """Whoever stands between the answer and the call: every other task stood still for so long."""
    run, _ = observe.record(main, real_limit=50)
    assert sum(finding.stall for finding in run.blocking) >= 2
    assert list(never_blocked().failures(run))


async def selects() -> None:
    select.select([], [], [], 0.01)


async def polls() -> None:
    select.poll().poll(10)


async def asks_a_selector() -> None:
    with selectors.DefaultSelector() as selector:
        selector.select(0.01)


async def joins_a_thread_that_computes() -> None:
    thread = threading.Thread(target=lambda: sum(range(300_000)))
    thread.start()
    thread.join()


@pytest.mark.parametrize("main", [selects, polls, asks_a_selector, joins_a_thread_that_computes])
def test_what_takes_no_virtual_time_is_found_by_what_it_is(main) -> None:
    """Waiting for descriptors, and for a thread that computes: real time, of which no clock here tells."""
    (finding,) = findings(main)
    assert finding.mine
    assert finding.stall == 0


async def only_looks() -> None:
    select.select([], [], [], 0)
    select.poll().poll(0)
    with selectors.DefaultSelector() as selector:
        selector.select(0)


async def joins_a_thread_that_has_ended() -> None:
    thread = threading.Thread(target=int)
    thread.start()
    await asyncio.sleep(1)
    thread.join()


@pytest.mark.parametrize("main", [only_looks, joins_a_thread_that_has_ended])
def test_what_waits_for_nothing_is_no_finding(main) -> None:
    """A look at what is ready, a thread that is over."""
    assert findings(main) == ()
