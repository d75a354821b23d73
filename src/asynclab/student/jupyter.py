"""JupyterLab on a student's folder: without its news, without an instructor's tools, and with nothing set for any other
JupyterLab of theirs."""

from __future__ import annotations

import os
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from asynclab.course.authoring import manifest as manifests
from asynclab.student.errors import NoJupyterLab
from asynclab.student.folder import Folder

_SETTINGS = Path(__file__).parent / "jupyter_config"


def open_lab(folder: Folder, options: Sequence[str], told: Callable[[str], None]) -> None:
    """Run JupyterLab on a folder's index until it is ended, in this process. options: JupyterLab's own.

    Where one is open on this folder already, that is shown instead: two would overwrite each other's notebooks.
    told: called with a sentence that says so. Raises `NoJupyterLab`.
    """
    if find_spec("jupyterlab") is None:
        raise NoJupyterLab(folder.root)
    if address := running(folder):
        told(f"JupyterLab is open on this folder already: {address}\nTo end it, press Ctrl-C where it was started.")
        if "--no-browser" not in options:
            webbrowser.open(address)
        return
    for name, value in environment(os.environ).items():
        os.environ[name] = value
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance([*arguments(folder, is_root=_is_root()), *options])


def running(folder: Folder) -> str:
    """Return the address of a Jupyter server that runs on a folder, with its token; "" where none does."""
    from jupyter_server.serverapp import list_running_servers

    root = str(folder.root.resolve())
    servers = (server for server in list_running_servers() if os.path.realpath(server["root_dir"]) == root)
    server = next(servers, None)
    if server is None:
        return ""
    token = f"?token={server['token']}" if server["token"] else ""
    return f"{server['url']}lab/tree/{manifests.INDEX}{token}"


def environment(there: Mapping[str, str]) -> dict[str, str]:
    """Return what the environment has to say: our settings come first, before those that are there, and the Python
    that runs this runs the notebooks, whatever kernels the student has installed elsewhere. A kernel in which nothing
    was run yet says so, unless the student has a startup file of their own. there: the environment as it is."""
    paths = [str(_SETTINGS), *filter(None, [there.get("JUPYTER_CONFIG_PATH", "")])]
    startup = there.get("PYTHONSTARTUP") or str(_SETTINGS / "kernel_startup.py")
    return {
        "JUPYTER_CONFIG_PATH": os.pathsep.join(paths),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PYTHONSTARTUP": startup,
    }


def arguments(folder: Folder, *, is_root: bool) -> list[str]:
    """Return JupyterLab's arguments."""
    return [
        f"--ServerApp.root_dir={folder.root.resolve()}",
        f"--LabApp.default_url=/lab/tree/{manifests.INDEX}",
        f"--LabApp.workspaces_dir={folder.workspaces.resolve()}",
        "--ServerApp.answer_yes=True",  # one Ctrl-C ends it
        "--ServerApp.log_level=WARN",  # the address is told all the same
        *["--allow-root"] * is_root,
    ]


def _is_root() -> bool:
    return getattr(os, "geteuid", lambda: -1)() == 0  # Windows has no such thing
