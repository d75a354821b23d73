"""JupyterLab on a student's folder and a headless Chromium that looks at it."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

_FIND = """
    const app = window.jupyterapp;
    const panel = app.shell.currentWidget;
    const cells = [...panel.content.model.cells];
    const find = id => cells.findIndex(cell => (cell.sharedModel.getMetadata().nbgrader || {}).grade_id === id);
"""


@dataclass(frozen=True)
class LabServer:
    """A JupyterLab that runs. address: without the token."""

    address: str
    token: str

    def url(self, notebook: str) -> str:
        """Return where a notebook is opened."""
        return f"{self.address}/lab/tree/{notebook}?token={self.token}&reset"


@contextmanager
def served(folder: Path) -> Iterator[LabServer]:
    """A student's folder as `asynclab start` makes it, in JupyterLab, for as long as the block lasts."""
    subprocess.run([sys.executable, "-m", "asynclab", "start", "--no-lab", folder], check=True, capture_output=True)
    port = free_port()
    token = secrets.token_hex(16)
    options = [
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={token}",
        "--LabApp.expose_app_in_browser=True",
        f"--LabApp.user_settings_dir={folder / '.settings'}",
    ]
    command: list[str | Path] = [sys.executable, "-m", "asynclab", "start", folder, "--no-browser", "--", *options]
    own = {"JUPYTER_RUNTIME_DIR": str(folder / ".runtime"), "IPYTHONDIR": str(folder / ".ipython")}
    with running(command, folder, own, LabServer(f"http://127.0.0.1:{port}", token)) as found:
        yield found


@contextmanager
def running(command: list[str | Path], folder: Path, own: dict[str, str], server: LabServer) -> Iterator[LabServer]:
    """A server that a command starts in a folder, once it answers and for as long as the block lasts. own: of its
    environment."""
    with (folder / ".jupyter.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=os.environ | own)
        try:
            wait_for(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(30)


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(found: LabServer, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers. Raise RuntimeError if it ends, or does not."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{found.address}/api?token={found.token}", timeout=5).close()
        except OSError:
            if server.poll() is not None:
                raise RuntimeError("JupyterLab ended before it answered.") from None
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("JupyterLab did not answer.")


class LabPage:
    """A browser's page with one notebook in it. Cells are named by their grade_id."""

    def __init__(self, page: Any, server: LabServer, shots: Path) -> None:
        self.page = page
        self._server = server
        self._shots = shots

    def open(self, notebook: str) -> None:
        """Open a notebook and wait until its kernel is idle."""
        self.page.goto(self._server.url(notebook))
        self.page.wait_for_function(
            "((app) => { const panel = app && app.shell.currentWidget;"
            " return panel && panel.content && panel.content.model && panel.sessionContext"
            " && ((panel.sessionContext.session || {}).kernel || {}).status === 'idle' })(window.jupyterapp)",
            timeout=90_000,
        )
        self.page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")

    def write(self, cell: str, source: str) -> None:
        """Put text into a cell, without running it."""
        self._do("(args) => {" + _FIND + "cells[find(args[0])].sharedModel.setSource(args[1]) }", cell, source)

    def run(self, *cells: str) -> None:
        """Run cells one after another, each as with Shift-Enter, and wait for the last."""
        for cell in cells:
            self._do(
                "async (args) => {" + _FIND + "panel.content.activeCellIndex = find(args[0]);"
                "panel.content.deselectAll(); await app.commands.execute('notebook:run-cell') }",
                cell,
            )
            self.idle()

    def add(self, source: str) -> None:
        """Write a cell below the last one, and run it."""
        self._do(
            "async (args) => {" + _FIND + "panel.content.activeCellIndex = cells.length - 1;"
            "await app.commands.execute('notebook:insert-cell-below');"
            "panel.content.activeCell.model.sharedModel.setSource(args[0]);"
            "await app.commands.execute('notebook:run-cell') }",
            source,
        )
        self.idle()

    def command(self, name: str, **arguments: object) -> None:
        """Execute a command of JupyterLab's, and wait until the kernel is idle."""
        self._do("async (args) => { await window.jupyterapp.commands.execute(args[0], args[1]) }", name, arguments)
        self.idle()

    def interrupt(self, cell: str, after: float) -> None:
        """Run a cell, and interrupt it after so many real seconds, as the button does."""
        self._do(
            "async (args) => {" + _FIND + "panel.content.activeCellIndex = find(args[0]);"
            "panel.content.deselectAll(); const done = app.commands.execute('notebook:run-cell');"
            "await new Promise(go => setTimeout(go, args[1] * 1000));"
            "await panel.sessionContext.session.kernel.interrupt(); await done.catch(() => null) }",
            cell,
            after,
        )
        self.idle()

    @property
    def changed(self) -> bool:
        """Whether JupyterLab marks the notebook as changed."""
        return bool(self._do("() => window.jupyterapp.shell.currentWidget.context.model.dirty"))

    def text(self) -> str:
        """Return all that the notebook shows as text."""
        return str(self._do("() => window.jupyterapp.shell.currentWidget.content.node.innerText"))

    def restart(self) -> None:
        """Restart the kernel, as the menu does when its question is answered with yes."""
        self._do("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
        self.idle()

    def idle(self) -> None:
        """Wait until the kernel has nothing to do."""
        self.page.wait_for_function(
            "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'", timeout=180_000
        )
        self.page.wait_for_timeout(150)

    def outputs(self, cell: str) -> list[dict[str, Any]]:
        """Return a cell's outputs, as the notebook's file would have them."""
        found: list[dict[str, Any]] = self._do(
            "(args) => {" + _FIND + "return cells[find(args[0])].sharedModel.getOutputs() }", cell
        )
        return found

    def look(self, *, dark: bool = False, width: int = 1180) -> None:
        """Change how the page looks."""
        self.page.emulate_media(color_scheme="dark" if dark else "light")
        self.page.set_viewport_size({"width": width, "height": 1100})
        self.command("apputils:change-theme", theme="JupyterLab Dark" if dark else "JupyterLab Light")
        self.page.wait_for_timeout(700)

    def scroll_to(self, position: int) -> None:
        """Scroll to a cell by its position, from 0."""
        self._do("(args) => window.jupyterapp.shell.currentWidget.content.scrollToItem(args[0], 'start')", position)
        self.page.wait_for_timeout(700)

    def shot(self, name: str, cell: str | None = None) -> None:
        """Keep a picture of the page; with a cell, scrolled to it."""
        if cell is not None:
            for _ in range(3):  # cells above it are measured when they come into view
                self._do("(args) => {" + _FIND + "return panel.content.scrollToItem(find(args[0]), 'start') }", cell)
                self.page.wait_for_timeout(400)
        self._shots.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self._shots / f"{name}.png")

    def _do(self, script: str, *arguments: object) -> Any:
        return self.page.evaluate(script, list(arguments))
