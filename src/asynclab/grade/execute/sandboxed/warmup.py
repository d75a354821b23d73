"""What the warm process does once before it forks, so that no child has to do it for the first time; what a
chapter imports comes before (`forkserver_main`)."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import io
from collections.abc import Callable
from typing import Any

from asynclab.grade.execute.sandboxed.display import Outputs
from asynclab.observe import codec as run_codec
from asynclab.scenario import call, tool
from asynclab.scenario import serialize as scenario_codec
from asynclab.scenario.drive import run_scenario

# What the first error, the first magic and the first run of a process load: here before anybody asks for anything.
_LATE = (
    *("IPython.core.logger", "IPython.core.magics.osm", "stack_data.formatting", "langchain_core.tracers.stdout"),
    *("pygments.formatters.html", "pygments.formatters.terminal256", "pygments.lexers.python"),
)
for _module in _LATE:
    importlib.import_module(_module)

_CELLS = (
    "import asyncio\nprint('one')\nawait asyncio.sleep(0)\n2",
    "def half(whole):\n    return whole / 0\n\nhalf(1)",
    "%pwd",
    "from IPython.display import HTML, Markdown, display\ndisplay(Markdown('*one*'))\nHTML('<b>two</b>')",
    "async def practice(tools):\n    async with asyncio.TaskGroup() as group:\n"
    "        told = [group.create_task(one.ainvoke('?')) for one in tools]\n    return [one.result() for one in told]",
)


def all_of_it(shell: Any, tidy: Callable[[str], str]) -> None:
    """Run a few cells and a scenario, and leave the shell as it was. Raises `RuntimeError` if the scenario fails."""
    outputs = shell.outputs = Outputs(tidy, 1 << 20)
    with contextlib.redirect_stdout(io.StringIO()):
        asyncio.run(_run_cells(shell))
        _perform(shell)
    outputs.changed()
    shell.outputs = None
    shell.reset(new_session=True)
    shell.execution_count = 1


async def _run_cells(shell: Any) -> None:
    for cell in _CELLS:
        await shell.run_cell_async(cell, store_history=True, transformed_cell=shell.transform_cell(cell))


def _perform(shell: Any) -> None:
    scenario = call("practice", [tool("archive", takes=2.0), tool("web", takes=1.0)])
    run = run_scenario(scenario_codec.from_json(scenario_codec.to_json(scenario)), shell.user_ns)
    run_codec.to_json(run)
    if run.elapsed != 2.0:
        raise RuntimeError(f"The practice scenario took {run.elapsed:g} virtual seconds instead of 2: {run.problem}")
