"""What students do to the notebook around an answer, in a kernel as JupyterLab would run it: go to another folder,
write checks of their own, run cells in another order."""

from collections.abc import Iterator

import pytest

from .test_slips import DOSSIER, SHOW, Kernel, of_chapter

pytestmark = pytest.mark.slow  # a kernel each chapter


@pytest.fixture(scope="module")
def kernels() -> Iterator[dict[str, Kernel]]:
    """A kernel for each chapter, made when it is needed."""
    made: dict[str, Kernel] = {}
    yield made
    for kernel in made.values():
        kernel.stop()


@pytest.mark.parametrize(
    "way", ["import os; os.chdir('/')", "%cd -q /", "import pathlib, os\nos.chdir(pathlib.Path.home())"]
)
@pytest.mark.parametrize(
    ("chapter", "task", "check", "right"),
    [("03-astream", "show", "show-live", SHOW), ("07-parallel-branches", "dossier", "dossier-merge", DOSSIER)],
)
def test_a_cell_that_goes_to_another_folder_takes_nothing_away(
    way: str, chapter: str, task: str, check: str, right: str, kernels: dict[str, Kernel]
) -> None:
    """Points, hints, the checks as they are saved, and how the course stands: all lie where the notebook lies."""
    kernel = of_chapter(chapter, kernels)
    kernel.prepare(task)
    kernel.run(task, right)
    kernel.run("scratch", f"{way}\nfrom asynclab import progress")
    assert "points)" in kernel.run(check)
    assert "?" in kernel.run("scratch", f'task("{task}").hint()')
    assert "visible promises kept" in kernel.run("scratch", f'task("{task}").check()')
    assert "As of your last runs" in kernel.run("scratch", "str(progress())")
