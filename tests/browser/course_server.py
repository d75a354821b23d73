"""JupyterLab on an instructor's course folder, with nbgrader's formgrader in it."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .lab_page import LabServer, free_port, wait_for


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
    with (folder / ".jupyter.log").open("w") as log:
        command = [sys.executable, "-m", "jupyter", "lab", *options]
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=os.environ | own)
        try:
            found = LabServer(f"http://127.0.0.1:{port}", token)
            wait_for(found, server)
            yield found
        finally:
            server.terminate()
            server.wait(30)
