"""What holds a sandbox together."""

from __future__ import annotations

from enum import Enum


class SandboxKind(Enum):
    """What holds a sandbox together."""

    BUBBLEWRAP = "bubblewrap"  # namespaces and mounts, with Landlock and seccomp where the kernel has them
    LANDLOCK = "landlock"  # Landlock and seccomp: needs neither privileges nor namespaces
    NONE = "none"  # limits and a scrubbed environment only: for code that is trusted
