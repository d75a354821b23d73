"""IPython's shell without a kernel around it: it shows what a kernel would send, and has no thread and no socket.

`Cells` runs a notebook's cells in it, interrupts them, and remembers the names that they were to define."""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import getpass
import random
import selectors
import signal
import sys
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

from asynclab.course.cell.bindings import bound_names, told_error
from asynclab.grade.execute.sandboxed.display import Outputs

from .capture import Descriptors, Stream

_ONLY_READ = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_ROUNDS = 3  # times a loop that a student stopped is started again


class ShellPublisher(DisplayPublisher):
    """What `display` and `clear_output` talk to."""

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        """IPython: show or update a display."""
        if (outputs := _outputs(self)) is not None:
            outputs.display(data, metadata or {}, transient, update)

    def clear_output(self, wait: bool = False) -> None:
        """IPython: forget the outputs of the cell."""
        if (outputs := _outputs(self)) is not None:
            outputs.clear(wait)


def _outputs(shown_by: Any) -> Outputs | None:
    outputs: Outputs | None = shown_by.shell.outputs
    return outputs


class ResultHook(DisplayHook):
    """What is told the value of a cell's last line."""

    def compute_format_data(self, result: Any) -> Any:
        """IPython: what the value looks like. Nobody looks, if nothing is shown."""
        hook: Any = super()
        return hook.compute_format_data(result) if _outputs(self) is not None else ({}, {})

    def write_output_prompt(self) -> None:
        """IPython: the number comes with the value."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """IPython: show the value."""
        if (outputs := _outputs(self)) is not None:
            outputs.result(self.prompt_count, format_dict, md_dict or {})

    def finish_displayhook(self) -> None:
        """IPython: the value has been shown."""
        self._is_active = False


class Shell(InteractiveShell):
    """A notebook's shell. `outputs` is where everything is shown; None while nobody looks."""

    displayhook_class = Type(ResultHook)
    display_pub_class = Type(ShellPublisher)
    outputs = AnyTrait()
    system = InteractiveShell.system_raw  # `!command` writes to our descriptors, and needs no terminal

    def ask_exit(self) -> None:
        """Do nothing: `exit` and `quit` end nothing here, and the next cell is run."""

    def init_virtualenv(self) -> None:
        """Do nothing: the packages are those of this process."""

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: there is no screen."""

    def showtraceback(self, exc_tuple: Any = None, *args: Any, **options: Any) -> None:
        """IPython: show an exception. To put it into words takes longer than most cells."""
        shell: Any = super()
        if self.outputs is None:
            shell._get_exc_info(exc_tuple)  # keeps it for `%tb`
        else:
            shell.showtraceback(exc_tuple, *args, **options)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        if self.outputs is not None:
            self.outputs.error(etype.__name__, _said(evalue), stb)

    def _format_exception_for_storage(self, *_: Any, **__: Any) -> dict[str, Any]:
        return {}  # IPython would format every traceback once more, for a history that nobody reads


def make(folder: str) -> Shell:
    """Make the shell of this process. folder: where IPython may keep its profile."""
    config = Config()
    config.HistoryManager.enabled = False  # else: a database, and a thread that writes it
    config.HistoryManager.hist_file = ":memory:"
    config.Completer.use_jedi = False
    shell: Shell = Shell.instance(config=config, ipython_dir=folder)
    return shell


class Cells:
    """Runs cells one after the other, in the forked process. `limit`: what an interrupt says the cell was over."""

    def __init__(self, shell: Shell, outputs: Outputs, limit: float) -> None:
        self._shell = shell
        self._own = len(shell.input_transformers_cleanup)
        self._said = f"The cell was interrupted after its time limit of {limit:g} s."
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Any] | None = None
        self._dice = random.getstate()
        self.outputs = outputs
        self.namespace: dict[str, Any] = shell.user_ns
        self.given: dict[str, Any] = {}  # what the chapter's locked cells have defined, whatever it was made since
        self.failed: dict[str, str] = {}  # by the name that is missing: which cell was to define it, and what it did
        self.own: dict[str, int] = {}  # the names that a student's cells have bound, with the number of the last
        self._descriptors = Descriptors(outputs.stream)
        for name in ("stdout", "stderr"):
            setattr(sys, name, Stream(name, outputs.stream, self._descriptors))
        builtins.input = _no_input
        getpass.getpass = _no_input
        signal.signal(signal.SIGINT, self._interrupt)

    def rest(self) -> bool:
        """Close the event loop's descriptors and end its threads, so that the process can be forked; return whether
        nothing goes on in it, or nothing is closed.
        """
        loop: Any = self._loop
        if loop is not None and not loop.is_closed():
            if not isinstance(self._loop, asyncio.SelectorEventLoop) or len(loop._selector.get_map()) > 1:
                return False
            if asyncio.all_tasks(loop) or loop._ready or loop._scheduled:
                return False
            if loop._default_executor is not None:  # it makes new threads when it is needed
                loop._default_executor.shutdown()
                loop._default_executor = None
            loop._close_self_pipe()
            loop._selector.close()
        self._dice = random.getstate()
        return True

    def wake(self) -> None:
        """Go on in a forked process, after `rest`: the loop is the same, what it waits with and writes to is new. What
        was bound before is the chapter's."""
        self.own.clear()
        loop: Any = self._loop
        if loop is not None and not loop.is_closed():
            loop._selector = selectors.DefaultSelector()
            loop._make_self_pipe()
        random.setstate(self._dice)  # Python throws others in every process that is forked
        self._descriptors.renew()

    def run(self, number: int, source: str, gives: Sequence[str] = ()) -> None:
        """Run a cell. What it raises is shown among its outputs, and nothing is raised here. gives: names that this
        cell defines for every scenario, see `given`.
        """
        self._shell.outputs = self.outputs
        self._run(number, source, gives)

    def run_unseen(self, number: int, source: str, gives: Sequence[str] = ()) -> None:
        """Run a cell as `run` does, and spare the work of showing anything."""
        self._shell.outputs = None
        self._run(number, source, gives)

    def leave_out(self, number: int, source: str, why: str) -> None:
        """Note that a cell is not run: a check that misses its names says so. why: as in "ended the process"."""
        for name in bound_names(source):
            if name not in self.namespace:
                self.failed[name] = f"cell In[{number}], which was to define it, {why}"

    def _run(self, number: int, source: str, gives: Sequence[str]) -> None:
        self._descriptors.forget()
        self.outputs.open(number)
        self._shell.execution_count = number
        try:
            self._finished(self._running_loop(), self._cell(source, gives))
        except BaseException as error:  # not even an interrupt ends a notebook
            self.outputs.error(type(error).__name__, _said(error), [f"{type(error).__name__}: {_said(error)}"])
        self._descriptors.forget()

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None or self._loop.is_closed():
            self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        return self._loop

    def _finished(self, loop: asyncio.AbstractEventLoop, cell: Any) -> None:
        task = self._task = loop.create_task(cell)
        try:
            for _ in range(_ROUNDS):  # a student may stop the loop in the middle of a cell
                with contextlib.suppress(RuntimeError):
                    loop.run_until_complete(task)
                if task.done():
                    task.result()
                    return
            raise RuntimeError("The event loop was stopped before the cell had ended.")
        finally:
            self._task = None
            task.cancel()

    async def _cell(self, source: str, gives: Sequence[str]) -> None:
        shell: Any = self._shell
        problem: Any = None
        try:
            transformed = f"{source}\n" if self._is_plain(source) else shell.transform_cell(source)
        except Exception:
            transformed, problem = source, sys.exc_info()
        with _events(shell):
            result = await shell.run_cell_async(
                source, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=problem
            )
            self.given |= {name: self.namespace[name] for name in gives if name in self.namespace}
        if not gives and result.execution_count is not None:
            self.own |= dict.fromkeys(bound_names(source), result.execution_count)
        self._remember(source, result.execution_count, result.error_before_exec or result.error_in_exec)
        await asyncio.sleep(0)  # what the cell started in the background begins

    def _remember(self, source: str, number: int | None, error: BaseException | None) -> None:
        """Keep what a cell was to define when it stopped: a check that misses it says so."""
        for name in bound_names(source):
            if error is None:
                self.failed.pop(name, None)
            elif name not in self.namespace:
                self.failed[name] = f"cell In[{number}], which was to define it, stopped with {told_error(error)}"

    def _is_plain(self, source: str) -> bool:
        """Whether a cell is Python as it stands: no magic in it, nothing that IPython would change."""
        shell = self._shell
        if source[0].isspace() or shell.input_transformers_post or len(shell.input_transformers_cleanup) > self._own:
            return False
        try:
            compile(source, "<plain>", "exec", _ONLY_READ, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
        return True

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        """SIGINT. A cell that awaits is cancelled where it does, so that its own line is in the traceback."""
        task, loop = self._task, self._loop
        if task is None or loop is None:
            return  # it came too late: no cell is running
        if loop.is_running() and asyncio.current_task(loop) is None:
            loop.call_soon_threadsafe(task.cancel, self._said)
            return
        __tracebackhide__ = True  # the student's line is what the traceback ends with
        raise KeyboardInterrupt(self._said)


@contextlib.contextmanager
def _events(shell: Shell) -> Iterator[None]:
    try:
        yield
    finally:
        shell.events.trigger("post_execute")
        shell.events.trigger("post_run_cell", shell.last_execution_result)


def _no_input(*_: Any, **__: Any) -> str:
    __tracebackhide__ = True
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""
