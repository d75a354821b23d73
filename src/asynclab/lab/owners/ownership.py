"""From frames to places in the source, and whose source it is."""

from __future__ import annotations

import gc
import inspect
import os
import re
import site
import sys
import sysconfig
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, FunctionType, TracebackType
from typing import Any

from asynclab.lab.context import real_time
from asynclab.lab.owners.magics import source_of

_ASYNC = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR | inspect.CO_ITERABLE_COROUTINE
_CELL = re.compile(r"ipykernel_\d+[/\\]\d+\.py$|^<(ipython-input|cell|answer|stdin|console|student)")
# Libraries that make code out of text, and name it so.
_GENERATED = ("<attrs generated", "<boltons", "<decorator-gen", "<makefun", "<template", "<__array_function__")


class Owner(Enum):
    """Whose code a file is."""

    STUDENT = "student"
    LIBRARY = "library"
    STDLIB = "stdlib"
    OWN = "own"  # asynclab itself


@dataclass(frozen=True)
class Location:
    """A line of code. `text` is the line, stripped; `is_async`: in an `async def`."""

    file: str
    line: int
    function: str
    text: str = ""
    is_async: bool = False

    def __str__(self) -> str:
        return f"{os.path.basename(self.file)}, line {self.line}, in {self.function}: {self.text}"

    @classmethod
    def of(cls, frame: FrameType, line: int | None = None) -> Location:
        """Return the line a frame is at (or `line` in it)."""
        return location_at(frame.f_code, line or line_of(frame))


def line_of(frame: FrameType) -> int:
    """Return the line a frame is at; its function's first between two instructions that belong to no line."""
    return frame.f_lineno or frame.f_code.co_firstlineno


def is_async(code: CodeType) -> bool:
    """Return whether it is a coroutine's or an async generator's."""
    return bool(code.co_flags & _ASYNC)


def location_at(code: CodeType, line: int) -> Location:
    """Return a line of a function. Reads the source, in real time and unseen by observers."""
    with real_time():
        source = source_of(code)
        text = source.line(line).strip()
    return Location(source.file, line, code.co_name, text, is_async(code))


def definition_of(function: FunctionType) -> Location | None:
    """Return the first line of a function, if it is the student's own."""
    code = function.__code__
    return location_at(code, code.co_firstlineno) if owner_of(code.co_filename) is Owner.STUDENT else None


def _same_case(path: str) -> str:
    """A path as it can be compared: Windows does not tell `Lib` from `lib`, nor "/" from "\\"."""
    return os.path.normcase(path)


def _folders(*names: str) -> tuple[str, ...]:
    paths = sysconfig.get_paths()
    return tuple({_same_case(spelt(paths[name]) + os.sep) for name in names for spelt in (str, os.path.realpath)})


def _installed() -> tuple[str, ...]:
    """Folders of packages that Python has found beside its own: taken once, before a notebook can add to them."""
    folders = {path for path in sys.path if os.path.basename(path) in ("site-packages", "dist-packages")}
    here = os.getcwd() + os.sep
    beside = {path for path in folders if not os.path.realpath(path).startswith(here)}
    users = site.getusersitepackages() if site.ENABLE_USER_SITE else ""
    return tuple(os.path.realpath(path) + os.sep for path in (*beside, *([users] if os.path.isdir(users) else ())))


_STDLIB = _folders("stdlib", "platstdlib")
_SITE = (*_folders("purelib", "platlib"), *map(_same_case, _installed()))
_PROGRAM = getattr(sys.modules.get("__main__"), "__file__", None)  # a library's, where Python was started with -m
_HERE = os.path.dirname(os.path.dirname(__file__))  # the folder of asynclab.lab
_OWN = _same_case(os.path.dirname(os.path.realpath(_HERE)) + os.sep)
_LAB = _HERE + os.sep  # as in the file names of our own code objects


def with_slashes(filename: str) -> str:
    """Return a file's name with "/" between its folders, on Windows too."""
    return filename.replace("\\", "/")


@cache
def owner_of(filename: str) -> Owner:
    """Whose code a file is. Student: notebook cells, and files outside the standard library, the folders in which
    this Python's packages are installed, and asynclab itself; whatever a folder beside the notebook is called."""
    if _CELL.search(filename):
        return Owner.STUDENT
    if filename.startswith("<frozen"):
        return Owner.STDLIB
    if filename.startswith("<"):
        return Owner.LIBRARY  # code that a library generated
    return _owner_by_path(filename) or _owner_by_path(os.path.realpath(filename)) or Owner.STUDENT


def _owner_by_path(path: str) -> Owner | None:
    path = _same_case(path)
    if path.startswith(_OWN):
        return Owner.OWN
    if path.startswith(_SITE):
        return Owner.LIBRARY
    return Owner.STDLIB if path.startswith(_STDLIB) else None


def owner_of_frame(frame: FrameType) -> Owner:
    """Whose code runs in a frame."""
    return owner_of_code(frame.f_code, frame.f_globals)


def owner_of_code(code: CodeType, names: dict[str, Any]) -> Owner:
    """Whose code it is. names: the global names that it works on. What works on a notebook's is the notebook's,
    whatever its file is called: what `exec`, `eval` and `%%time` make out of text is called "<string>" or "<timed
    exec>"."""
    file = code.co_filename
    by_file = owner_of(file)
    if by_file is Owner.STUDENT or by_file is Owner.OWN or file == _PROGRAM:
        return by_file
    by_names = _owner_of_names(names)
    if by_names is Owner.STUDENT:
        return by_names
    if by_file is Owner.LIBRARY and file.startswith("<") and not file.startswith(_GENERATED):
        return by_names or Owner.STUDENT  # names that belong to no module were put together by hand
    return by_file


def _owner_of_names(names: dict[str, Any]) -> Owner | None:
    """Whose module has these global names; None where no module has them."""
    name = names.get("__name__")
    for module in (sys.modules.get("__main__"), sys.modules.get(name) if type(name) is str else None):
        if module is not None and getattr(module, "__dict__", None) is names:
            file = None if module is sys.modules.get("__main__") else names.get("__file__")
            return owner_of(file) if type(file) is str else Owner.STUDENT
    return None


def frames_outwards(frame: FrameType | None) -> Iterator[FrameType]:
    """Yield a frame and its callers, innermost first."""
    while frame is not None:
        yield frame
        frame = frame.f_back


def student_location(source: FrameType | TracebackType | None) -> Location | None:
    """Return the innermost line of the student's own on a stack (from a frame outwards) or in a traceback."""
    if isinstance(source, TracebackType):
        return next(iter(student_locations(source)), None)
    for frame in frames_outwards(source):
        if owner_of_frame(frame) is Owner.STUDENT:
            return Location.of(frame)
    return None


def student_locations(traceback: TracebackType | None) -> list[Location]:
    """Return the innermost line of the student's own in a traceback, and the innermost in another file, if there is
    one."""
    frames: dict[str, tuple[FrameType, int]] = {}  # file -> its innermost frame; the innermost file last
    while traceback is not None:
        if owner_of_frame(traceback.tb_frame) is Owner.STUDENT:
            file = traceback.tb_frame.f_code.co_filename
            frames.pop(file, None)
            frames[file] = traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next
    return [Location.of(frame, line) for frame, line in list(frames.values())[:-3:-1]]


def awaiting(awaitable: Any) -> Iterator[FrameType]:
    """Yield the frames of a suspended coroutine or generator and of what it awaits, outermost first."""
    for each in awaited_chain(awaitable):
        frame = frame_of(each)
        if frame is not None:
            yield frame


def frame_of(awaitable: Any) -> Any:
    """Return the frame of a suspended coroutine or generator; None of what is neither."""
    if type(awaitable) is CoroutineType:
        return awaitable.cr_frame
    return _first(awaitable, "cr_frame", "ag_frame", "gi_frame")


def code_of(awaitable: Any) -> CodeType | None:
    """Return the code of a coroutine or a generator; None of what is neither."""
    if type(awaitable) is CoroutineType:
        return awaitable.cr_code
    code = _first(awaitable, "cr_code", "ag_code", "gi_code")
    return code if isinstance(code, CodeType) else None


def awaited_chain(awaitable: Any) -> Iterator[Any]:
    """Yield a suspended coroutine or generator and what it awaits, outermost first: the step of an async generator
    (`anext`), and then that generator, and what it awaits itself."""
    for _ in range(200):  # a chain longer than this is a cycle
        yield awaitable
        awaitable = awaited_by(awaitable)
        if awaitable is None:
            return


def awaited_by(awaitable: Any) -> Any:
    """Return what a suspended coroutine or generator awaits, and of a step of an async generator that generator; None
    where that is nothing more to look into."""
    inner = _first(awaitable, "cr_await", "ag_await", "gi_yieldfrom")
    return _generator_of(awaitable) if inner is None else inner


def _generator_of(step: Any) -> Any:
    """The async generator that this is a step of (`anext`, `aclose`): Python has no attribute for it."""
    if type(step).__name__ not in ("async_generator_asend", "async_generator_athrow"):
        return None
    return next((held for held in gc.get_referents(step) if isinstance(held, AsyncGeneratorType)), None)


def awaiting_location(awaitable: Any) -> Location | None:
    """Return the innermost line of the student's own where a suspended coroutine or generator waits."""
    found: FrameType | None = None
    for frame in awaiting(awaitable):
        if owner_of_frame(frame) is Owner.STUDENT:
            found = frame
    return None if found is None else Location.of(found)


def _first(thing: Any, *names: str) -> Any:
    for name in names:
        value = getattr(thing, name, None)
        if value is not None:
            return value
    return None


MACHINERY = ("/threading.py", "/queue.py", "/concurrent/futures/_base.py", "/concurrent/futures/thread.py")
_ENTRANCES = frozenset(
    {"Thread.run", "Thread._bootstrap", "Thread._bootstrap_inner", "Timer.run", "_WorkItem.run", "_worker"}
)
_SPOKEN = {"Executor.__exit__": "Executor.shutdown", "ThreadPoolExecutor.shutdown": "Executor.shutdown"}


@cache
def _is_machinery(filename: str) -> bool:
    return with_slashes(filename).endswith(MACHINERY) and owner_of(filename) is Owner.STDLIB


def on_behalf(giver: object, callback: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Call back, in a frame that says for whom: `giver` (see `givers`)."""
    return callback(*args, **kwargs)


def call_site(frame: FrameType | None, call: str) -> tuple[str, FrameType | None]:
    """Return the name of the waiting call as its caller knows it, and the caller's frame. A wait for a lock inside
    `Condition.wait` inside `Future.result` is "Future.result". `call` is the name where nothing stands around it.
    """
    for outer in frames_outwards(frame):
        code = outer.f_code
        if _is_machinery(code.co_filename):
            if code.co_qualname in _ENTRANCES:
                return call, outer
            call = _spoken(code.co_qualname)
        elif (
            not code.co_filename.startswith(_LAB) or code is on_behalf.__code__
        ):  # a scripted tool is a caller like any library
            return call, outer
    return call, None


@cache
def _spoken(qualname: str) -> str:
    if qualname in _SPOKEN:
        return _SPOKEN[qualname]
    name = qualname.split(".<locals>", 1)[0].replace(".__enter__", ".acquire").removeprefix("_")
    return name if "." in name else f"concurrent.futures.{name}"
