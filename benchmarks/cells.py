"""What the students' cells cost by themselves: no kernel, no sandbox, no judge, no gradebook.

Reads (one a line) the paths of notebooks, runs each one's code cells in a child forked from a warm process, and writes
the CPU seconds of each as a line. `grading.py` starts it.
"""

import contextlib
import gc
import importlib
import os
import signal
import sys
import time

import nbformat

from asynclab.course.cell.check_context import CheckContext, InProcess, using
from asynclab.course.proof.notebook import Notebook

WARM = ("langgraph.graph", "langchain_core.tools", "langchain_core.language_models", "asynclab.expect")
LIMIT = 60  # real seconds a cell, as in nbgrader_config.py


class TooLong(BaseException):
    pass


def cpu_of(notebook):
    """CPU seconds of the code cells of a notebook, in a process that has imported what they import."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        began = time.process_time()
        with contextlib.suppress(BaseException):
            run(notebook)
        os.write(writing, str(time.process_time() - began).encode())
        os._exit(0)
    os.close(writing)
    with open(reading) as answer:
        seconds = float(answer.read())
    os.waitpid(child, 0)
    return seconds


def run(notebook):
    """Its code cells in order; one that fails stops none of the others."""
    signal.signal(signal.SIGALRM, too_long)
    with Notebook() as course:
        for number, cell in enumerate(notebook.cells):
            if cell.cell_type != "code" or "real-time" in cell.metadata.get("tags", []):
                continue
            graded = cell.metadata.get("nbgrader", {})
            signal.alarm(LIMIT)
            with contextlib.suppress(Exception, TooLong, SystemExit):
                bench = CheckContext(InProcess(course.namespace), unheard, grade_id=graded.get("grade_id", ""))
                with using(bench) if graded.get("grade") else contextlib.nullcontext():
                    course.run(cell.source, f"<cell {number}>")
        signal.alarm(0)


def unheard(*verdict):
    """Nobody looks at it."""


def too_long(*_):
    raise TooLong


def main():
    for module in WARM:
        importlib.import_module(module)
    notebooks = [nbformat.read(line.strip(), 4) for line in sys.stdin]
    gc.collect()
    gc.freeze()
    for notebook in notebooks:
        print(cpu_of(notebook), flush=True)


if __name__ == "__main__":
    main()
