"""What blocks an event loop, and what to do instead, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One kind of blocking. `remedies` are ranked, the best first; `{receiver}` and `{method}` stand for
    the object and the method that the student's line named, `{function}` for the function, `{twin}` for the
    same call the async way."""

    name: str
    what: str
    remedies: tuple[str, ...]


_THREAD = "`await asyncio.to_thread({function}, ...)`, if it has no async version"
_TWIN = "`{twin}`: {kind} have an async twin of every method"
ROOM = "`await asyncio.to_thread({receiver}.{method}, ...)`, which spends a thread on the wait"


def _twin(name: str, what: str, kind: str) -> Rule:
    return Rule(name, what, (_TWIN.replace("{kind}", kind), ROOM))


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "sleep", "slept", ("`await asyncio.sleep(...)`", "`await asyncio.to_thread(...)` around what has to sleep")
        ),
        Rule("call", "called a blocking function", ("its async version, awaited, if it has one", _THREAD)),
        _twin("model", "called a chat model synchronously", "chat models"),
        _twin("graph", "ran a graph synchronously", "graphs"),
        _twin("runnable", "ran a chain synchronously", "runnables"),
        _twin("tool", "ran a tool synchronously", "tools"),
        Rule(
            "http",
            "made an HTTP request",
            (
                "`httpx.AsyncClient`: `await client.get(...)`",
                "`await asyncio.to_thread({function}, ...)`, if the client has no async version",
            ),
        ),
        Rule(
            "socket",
            "used a socket",
            ("`await asyncio.open_connection(...)`", "`await asyncio.to_thread({function}, ...)`"),
        ),
        Rule(
            "dns",
            "looked up a name",
            ("`await asyncio.get_running_loop().getaddrinfo(...)`", "`await asyncio.to_thread({function}, ...)`"),
        ),
        Rule(
            "file",
            "used the file system",
            (
                "read it once, before the loop starts, if it does not change",
                "`await asyncio.to_thread(...)` around the whole read or write",
                "an async file library (anyio.Path, aiofiles), which uses threads too",
            ),
        ),
        Rule(
            "database",
            "queried a database",
            ("an async driver (aiosqlite, asyncpg)", "`await asyncio.to_thread(...)` around the whole query"),
        ),
        Rule(
            "subprocess",
            "ran a program",
            (
                "`await asyncio.create_subprocess_exec(...)`, then `await process.wait()`",
                "`await asyncio.to_thread({function}, ...)`",
            ),
        ),
        Rule(
            "lock",
            "waited for a lock",
            (
                "`async with asyncio.Lock()`, if only tasks share what it protects",
                "take the lock inside `asyncio.to_thread(...)`, if threads share it",
                "hold it for less: no waiting inside the `with`",
            ),
        ),
        Rule(
            "wait",
            "waited for another thread's signal",
            (
                "asyncio's own Event, Condition, Semaphore or Barrier, awaited",
                "`await asyncio.to_thread({function}, ...)`",
            ),
        ),
        Rule(
            "queue",
            "waited for a queue",
            (
                "`asyncio.Queue`: `await queue.get()`, `await queue.put(...)`",
                "`await asyncio.to_thread({receiver}.{method}, ...)`",
            ),
        ),
        Rule(
            "future",
            "waited for a thread's result",
            (
                "`await asyncio.to_thread(...)` instead of submitting and waiting",
                "`await asyncio.wrap_future(future)`, or `asyncio.gather` over several",
                "`await asyncio.get_running_loop().run_in_executor(pool, ...)`, if the pool matters",
            ),
        ),
        Rule(
            "pool",
            "waited for a pool of threads",
            (
                "`await asyncio.gather(*(asyncio.to_thread(...) for ...))`",
                "keep the pool open, and await `loop.run_in_executor(pool, ...)`",
                "`await asyncio.to_thread(pool.shutdown)`",
            ),
        ),
        Rule(
            "join",
            "waited for a thread to end",
            (
                "`await asyncio.to_thread(...)` instead of a thread of your own",
                "`await asyncio.to_thread({receiver}.join)`",
            ),
        ),
        Rule(
            "input",
            "waited for the keyboard",
            ("ask before the loop starts, and take the answer as an argument", "`await asyncio.to_thread(input, ...)`"),
        ),
        Rule(
            "cpu",
            "kept the processor busy",
            (
                "`await asyncio.to_thread(...)`, so that the loop gets its turns",
                "`loop.run_in_executor(ProcessPoolExecutor(), ...)`, if it is pure Python and long",
                "cut it up, with `await asyncio.sleep(0)` between the pieces",
            ),
        ),
        Rule(
            "busy-wait",
            "watched the clock in a loop",
            ("`await asyncio.sleep(...)` until then", "`async with asyncio.timeout(...)` around what you wait for"),
        ),
        Rule(
            "busy-flag",
            "asked over and over whether something had happened",
            (
                "`await asyncio.to_thread(...)`, which waits for a thread's work and gives its result",
                "`await event.wait()` with an asyncio.Event that is set when it happens; a thread sets it with "
                "`loop.call_soon_threadsafe(event.set)`",
            ),
        ),
        Rule(
            "busy-poll",
            "asked again and again without letting time pass",
            (
                "`await event.wait()` with an asyncio.Event that is set when it happens",
                "`await asyncio.sleep(...)` of more than zero",
            ),
        ),
    )
}
