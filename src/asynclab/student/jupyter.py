"""JupyterLab on a student's folder: without its news, without an instructor's tools, and with nothing set for any other
JupyterLab of theirs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from asynclab.course.authoring import manifest as manifests
from asynclab.student.errors import NoJupyterLab
from asynclab.student.folder import Folder

_SETTINGS = Path(__file__).parent / "jupyter_config"


def open_lab(folder: Folder, options: Sequence[str]) -> None:
    """Run JupyterLab on a folder's index until it is ended, in this process. options: JupyterLab's own.

    Raises `NoJupyterLab`.
    """
    if find_spec("jupyterlab") is None:
        raise NoJupyterLab(folder.root)
    for name, value in environment(os.environ.get("JUPYTER_CONFIG_PATH", "")).items():
        os.environ[name] = value
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance([*arguments(folder, is_root=_is_root()), *options])


def environment(config_path: str) -> dict[str, str]:
    """Return what the environment has to say: our settings come first, before those that are there, and the Python
    that runs this runs the notebooks, whatever kernels the student has installed elsewhere."""
    paths = [str(_SETTINGS), *filter(None, [config_path])]
    return {"JUPYTER_CONFIG_PATH": os.pathsep.join(paths), "JUPYTER_PREFER_ENV_PATH": "1"}


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
