"""Waits that observers hear of."""

from __future__ import annotations

from types import FrameType
from typing import Any

from asynclab.lab.context import told
from asynclab.lab.managed_thread import ManagedThread
from asynclab.lab.owners.ownership import call_site


class Reported:
    """A wait that observers hear of, if one listens: `with Reported(me, "time.sleep", frame): clock.wait(...)`."""

    __slots__ = ("began", "call", "clock", "detail", "frame", "me", "token")

    def __init__(self, me: ManagedThread, call: str, frame: FrameType | None, detail: str = "") -> None:
        self.me, self.clock, self.call, self.frame, self.detail = me, me.clock, call, frame, detail
        self.token: Any = None

    def __enter__(self) -> None:
        hook = self.clock.hooks.wait_started
        if hook is not None:
            self.began = self.clock.now
            call, frame = call_site(self.frame, self.call)
            self.token = hook(self.me, call, self.detail, frame)
        self.frame = None

    def __exit__(self, *_: object) -> None:
        hook = self.clock.hooks.wait_ended
        if self.token is not None and hook is not None:
            hook(self.token, told(self.clock.now - self.began))
