"""Executes a student's notebook in sandboxed processes: from a `Job` to an `Executed`, and nothing else comes out."""

from __future__ import annotations

from asynclab.grade.execute.executor import SandboxExecutor as SandboxExecutor
