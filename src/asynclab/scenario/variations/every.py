"""ALL: every order in which scripted calls can finish, every moment at which a reader can leave."""

from __future__ import annotations

from enum import Enum


class Every(Enum):
    """What is tried in every way there is."""

    ALL = "all"


ALL = Every.ALL
