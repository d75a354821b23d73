"""What blocks an event loop, which calls do, and what to do instead: one table, `RULES`.

A new kind of blocking call is an entry of it, or a name in one. What is `audited` is heard of in a run; `told` are
calls that the lab's stand-ins and `system_calls` tell of. Two things to know before a rule is added:

- A call may do others inside: `shutil.make_archive` opens files. Use of the file system inside of a call that has a
  finding of another rule is part of that finding (`BlockingDetector`).
- What a library does on its own account (its caches, its certificates, the locks on them) is not the student's fault,
  and what it does because the student asked for it is. The rules in `classify.OWN_ACCOUNT` are the first kind, unless
  the file is in the student's own folder; all others are the second.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One kind of blocking. `remedies` are ranked, the best first; `{receiver}` and `{method}` stand for
    the object and the method that the student's line named, `{function}` for the function, `{twin}` for the
    same call the async way.

    audited: its audit events of Python's. told: its other calls, by name; `os.*` is every call of `os` that no rule has
    by its name."""

    name: str
    what: str
    remedies: tuple[str, ...]
    audited: str = ""
    told: str = ""


_THREAD = "`await asyncio.to_thread({function}, ...)`, if it has no async version"
_TWIN = "`{twin}`: {kind} have an async twin of every method"
ROOM = "`await asyncio.to_thread({receiver}.{method}, ...)`, which spends a thread on the wait"


def _twin(name: str, what: str, kind: str) -> Rule:
    return Rule(name, what, (_TWIN.replace("{kind}", kind), ROOM))


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "sleep",
            "slept",
            (
                "`await asyncio.sleep(...)` where a pause is due, and nothing at all where none is",
                "`await asyncio.to_thread(...)` around what has to sleep",
            ),
            told="time.sleep",
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
            audited="http.client.connect urllib.Request",
        ),
        Rule(
            "socket",
            "used a socket",
            ("`await asyncio.open_connection(...)`", "`await asyncio.to_thread({function}, ...)`"),
            audited=(
                "socket.connect socket.bind socket.sendto socket.sendmsg ftplib.connect smtplib.connect "
                "imaplib.open poplib.connect nntplib.connect telnetlib.Telnet.open winreg.ConnectRegistry"
            ),
            told="socket.* select.* ssl.*",
        ),
        Rule(
            "dns",
            "looked up a name",
            ("`await asyncio.get_running_loop().getaddrinfo(...)`", "`await asyncio.to_thread({function}, ...)`"),
            audited="socket.getaddrinfo socket.gethostbyname socket.gethostbyaddr socket.getnameinfo",
        ),
        Rule(
            "file",
            "used the file system",
            (
                "read it once, before the loop starts, if it does not change",
                "`await asyncio.to_thread(...)` around the whole read or write",
                "an async file library (anyio.Path, aiofiles), which uses threads too",
            ),
            audited=(
                "open os.chdir os.chflags os.chmod os.chown os.fwalk os.getxattr os.link os.listdir "
                "os.listdrives os.listmounts os.listvolumes os.listxattr os.mkdir os.remove os.removexattr "
                "os.rename os.rmdir os.scandir os.setxattr os.symlink os.truncate os.utime os.walk "
                "shutil.chown shutil.copyfile shutil.copymode shutil.copystat shutil.copytree "
                "shutil.make_archive shutil.move shutil.rmtree shutil.unpack_archive glob.glob "
                "pathlib.Path.glob pathlib.Path.rglob pathlib.Path.walk tempfile.mkstemp tempfile.mkdtemp"
            ),
            told="os.*",
        ),
        Rule(
            "file-lock",
            "waited for a lock on a file",
            (
                "`await asyncio.to_thread({function}, ...)`",
                "ask for the lock without waiting (`fcntl.LOCK_NB`), and try again after `await asyncio.sleep(...)`",
                "`async with asyncio.Lock()`, if only tasks of this program share the file",
            ),
            audited="fcntl.flock fcntl.lockf os.lockf msvcrt.locking",
        ),
        Rule(
            "database",
            "queried a database",
            ("an async driver (aiosqlite, asyncpg)", "`await asyncio.to_thread(...)` around the whole query"),
            audited="sqlite3.connect",
            told="sqlite3.*",
        ),
        Rule(
            "subprocess",
            "ran a program",
            (
                "`await asyncio.create_subprocess_exec(...)`, then `await process.wait()`",
                "`await asyncio.to_thread({function}, ...)`",
            ),
            audited=(
                "subprocess.Popen os.system os.posix_spawn os.spawn os.exec os.startfile "
                "os.fork os.forkpty pty.spawn webbrowser.open"
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
            told="Lock.acquire RLock.acquire",
        ),
        Rule(
            "wait",
            "waited for another thread's signal",
            (
                "asyncio's own Event, Condition, Semaphore or Barrier, awaited",
                "`await asyncio.to_thread({function}, ...)`",
            ),
            told="Event.wait Condition.wait Condition.wait_for Barrier.wait Semaphore.acquire",
        ),
        Rule(
            "queue",
            "waited for a queue",
            (
                "`asyncio.Queue`: `await queue.get()`, `await queue.put(...)`",
                "`await asyncio.to_thread({receiver}.{method}, ...)`",
            ),
            told="Queue.* LifoQueue.* PriorityQueue.* SimpleQueue.* PySimpleQueue.*",
        ),
        Rule(
            "future",
            "waited for a thread's result",
            (
                "`await asyncio.to_thread(...)` instead of submitting and waiting",
                "`await asyncio.wrap_future(future)`, or `asyncio.gather` over several",
                "`await asyncio.get_running_loop().run_in_executor(pool, ...)`, if the pool matters",
            ),
            told="Future.result Future.exception concurrent.futures.wait concurrent.futures.as_completed",
        ),
        Rule(
            "pool",
            "waited for a pool of threads",
            (
                "`await asyncio.gather(*(asyncio.to_thread(...) for ...))`",
                "keep the pool open, and await `loop.run_in_executor(pool, ...)`",
                "`await asyncio.to_thread(pool.shutdown)`",
            ),
            told="Executor.map Executor.shutdown",
        ),
        Rule(
            "join",
            "waited for a thread to end",
            (
                "`await asyncio.to_thread(...)` instead of a thread of your own",
                "`await asyncio.to_thread({receiver}.join)`",
            ),
            told="Thread.join Timer.join",
        ),
        Rule(
            "input",
            "waited for the keyboard",
            (
                "ask before the loop starts, and take the answer as an argument",
                "where somebody sits at a keyboard, which in a check nobody does, "
                "`await asyncio.to_thread({function}, ...)`",
            ),
            audited="builtins.input",
            told="getpass.getpass",
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
            (
                "`await asyncio.sleep(...)` until then where a pause is due, and nothing at all where none is",
                "`async with asyncio.timeout(...)` around what you wait for",
            ),
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

AUDITED = frozenset(event for rule in RULES.values() for event in rule.audited.split())
"""The audit events that a run hears of, as calls that block."""
