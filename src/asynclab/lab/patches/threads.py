"""The threads of a run: the functions that stand in for `threading`'s own.

Each function here gives the stand-in for `real`. Called by a thread that is not managed, it is `real`.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from _thread import get_ident
from collections.abc import Callable
from typing import Any

from asynclab.lab.clock import Clock
from asynclab.lab.context import current, real_time
from asynclab.lab.errors import Died, RunOver
from asynclab.lab.managed_thread import ManagedThread, ThreadState
from asynclab.lab.patches.exempt import is_infra_thread
from asynclab.lab.patches.locks import deadline_in
from asynclab.lab.patches.reported_waits import Reported


def managed(thread: threading.Thread) -> ManagedThread | None:
    """Return the managed thread that a `threading.Thread` is, if it is a managed thread."""
    return getattr(thread, "_asynclab_managed", None)


def start(real: Callable[[threading.Thread], None]) -> Callable[[threading.Thread], None]:
    """Return a replacement for `Thread.start`: a thread that a managed thread starts is managed, too."""

    def start(self: threading.Thread) -> None:
        me = current()
        if me is None or self.ident is not None:
            return real(self)
        with real_time():
            if is_infra_thread(self):
                me.clock.strangers = True
                return real(self)
            return _start_managed(self, me.clock, real)

    return start


def _start_managed(self: Any, clock: Clock, real: Callable[[threading.Thread], None]) -> None:
    thread = self._asynclab_managed = clock.add(self.name)
    run, bootstrap = self.run, self._bootstrap
    context = clock.hooks.thread_context and clock.hooks.thread_context()

    def managed_run() -> None:
        with contextlib.suppress(RunOver):  # `threading` would stay silent, but pytest's hook is not
            clock.enter(thread, get_ident())
            try:
                context.run(run) if context else run()
            except Exception as error:
                clock.died.append(Died("thread", thread.name, error))
                raise

    def managed_bootstrap() -> None:
        # `leave` comes last of all, when `threading` has forgotten the thread: else it would do so beside the next.
        try:
            bootstrap()
        finally:
            self.__dict__.pop("_bootstrap", None)
            self.__dict__.pop("run", None)
            clock.leave(thread)

    self.run, self._bootstrap = managed_run, managed_bootstrap
    self._daemonic = True  # one that cannot be ended must not keep the process from ending
    try:
        real(self)
    except BaseException:
        clock.drop(thread)
        raise


def join(real: Callable[..., None]) -> Callable[..., None]:
    """Return a replacement for `Thread.join`."""

    def join(self: threading.Thread, timeout: float | None = None) -> None:
        me, thread = current(), managed(self)
        if me is None or thread is None or thread is me:
            return real(self, timeout)
        if thread.clock is not me.clock:
            return real(self, 0.1)  # left over from a run that has ended
        if thread.state is not ThreadState.DONE:
            deadline = deadline_in(me, None if timeout is None else max(timeout, 0))
            with Reported(me, "Thread.join", sys._getframe(0), self.name):
                _await_end(me, thread, deadline)
        if thread.state is ThreadState.DONE:
            with real_time():
                real(self)
        return None

    return join


def _await_end(me: ManagedThread, thread: ManagedThread, deadline: int) -> None:
    thread.joiners.append(me)
    while thread.state is not ThreadState.DONE:
        if not me.clock.wait(me, deadline, "Thread.join"):
            return


def is_alive(real: Callable[[threading.Thread], bool]) -> Callable[[threading.Thread], bool]:
    """Return a replacement for `Thread.is_alive`. The end of a managed thread is the instant at which it gave the baton
    away.
    """

    def is_alive(self: threading.Thread) -> bool:
        thread, me = managed(self), current()
        if thread is None or thread.clock.closed:
            return real(self)
        alive = thread.state is not ThreadState.DONE
        if alive and me is not None and me is not thread:
            me.clock.polled(me, sys._getframe(1))
        return alive

    return is_alive


def polling(vain: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what makes a replacement for a question that code may ask over and over. Such questions are
    `Event.is_set`, `Future.done`, `Queue.empty`. The answer `vain` means that the code has to ask again.
    """

    def of(real: Callable[..., Any]) -> Callable[..., Any]:
        def ask(self: Any) -> Any:
            answer = real(self)
            me = current()
            if me is not None and answer is vain:
                me.clock.polled(me, sys._getframe(1))
            return answer

        return ask

    return of
