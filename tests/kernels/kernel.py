"""A kernel with a chapter in it, as JupyterLab would run it."""

from collections.abc import Iterator
from pathlib import Path

import jupyter_client.session
import nbformat
from jupyter_client.manager import KernelManager

RELEASE = Path(__file__).parents[2] / "release"


class Kernel:
    """A kernel with a chapter in it, which is sent each cell with its id, as JupyterLab sends it."""

    def __init__(self, chapter: str) -> None:
        folder = RELEASE / chapter
        cells = nbformat.read(folder / f"{chapter}.ipynb", 4).cells
        self._cells = {cell.id: cell for cell in cells if cell.cell_type == "code"}
        self._prepared: set[str] = set()
        self._manager = KernelManager(kernel_name="python3")
        self._manager.start_kernel(cwd=str(folder))
        self._client = self._manager.client()
        self._client.start_channels()
        self._client.wait_for_ready(60)

    def stop(self) -> None:
        """End the kernel."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)

    def run(self, cell: str, source: str = "") -> str:
        """Run a cell of the chapter, or another text in its place; return all that it shows as text. Without an id,
        it is asked as by a frontend that tells none."""
        content = {"code": source or self._cells[cell].source, "silent": False, "store_history": True}
        session: jupyter_client.session.Session = self._client.session
        message = session.msg("execute_request", {**content, "user_expressions": {}, "allow_stdin": False})
        message["metadata"] = {"cellId": cell, "deletedCells": []} if cell else {}
        self._client.shell_channel.send(message)
        shown = []
        while True:
            told = self._client.get_iopub_msg(timeout=60)
            if told["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            kind, what = told["msg_type"], told["content"]
            if kind == "status" and what["execution_state"] == "idle":
                return "".join(shown)
            if kind == "stream":
                shown.append(what["text"])
            elif kind in ("display_data", "execute_result"):
                shown.append(what["data"].get("text/plain", ""))
            elif kind == "error":
                shown.append("\n".join(what["traceback"]))

    def source(self, cell: str) -> str:
        """The text of a cell as it was handed out."""
        return str(self._cells[cell].source)

    def prepare(self, task: str) -> None:
        """Run what stands above a task's solution cell, and the cells below it that its checks use."""
        for cell in self.above(task):
            self.run(cell)
        self._prepared.add(task)

    def prepare_once(self, task: str) -> None:
        """Run them, if they have not run for this task: for whoever leaves what they make as it is."""
        if task not in self._prepared:
            self.prepare(task)

    def above(self, task: str) -> Iterator[str]:
        """The cells that stand above a task's solution cell, and those below it that its checks use."""
        ids = list(self._cells)
        at = ids.index(task)
        below = next(n for n in range(at + 1, len(ids)) if "with check(" in self._cells[ids[n]].source)
        for cell in (*ids[:at], *ids[at + 1 : below]):
            source, metadata = self._cells[cell].source, self._cells[cell].metadata
            stub = metadata.get("nbgrader", {}).get("solution", False)
            if cell != "colab" and not metadata.get("tags", []) and "check(" not in source and not stub:
                yield cell


def of_chapter(chapter: str, kernels: dict[str, Kernel]) -> Kernel:
    """The chapter's kernel, made when it is first asked for."""
    if chapter not in kernels:
        kernels[chapter] = Kernel(chapter)
    return kernels[chapter]
