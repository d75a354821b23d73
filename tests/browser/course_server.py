"""JupyterLab on an instructor's course folder, with nbgrader's formgrader in it."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .lab_page import LabServer, free_port, running


@contextmanager
def course_served(folder: Path) -> Iterator[LabServer]:
    """A course's folder in JupyterLab, as an instructor starts it, for as long as the block lasts."""
    port, token = free_port(), secrets.token_hex(16)
    options = [
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={token}",
        "--ServerApp.open_browser=False",
        "--ServerApp.allow_root=True",  # CI is root
    ]
    own = {
        "JUPYTER_RUNTIME_DIR": str(folder / ".runtime"),
        "JUPYTER_DATA_DIR": str(folder / ".data"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    command: list[str | Path] = [sys.executable, "-m", "jupyter", "lab", *options]
    with running(command, folder, own, LabServer(f"http://127.0.0.1:{port}", token)) as found:
        yield found
