"""What grading on a cluster gives up over.

GradingError
└── ClusterError
    ├── NoScheduler   it is not there, or did not come back
    └── NoWorkers     none is there, or none is fit
"""

from __future__ import annotations

from collections.abc import Mapping

from asynclab.grade.errors import GradingError

_CONTINUE = (
    "What is graded stays graded: run the same command again and it continues there. "
    "Without a scheduler's address it runs on this machine."
)


class ClusterError(GradingError):
    """The cluster cannot do the work, or cannot go on with it."""


class NoScheduler(ClusterError):
    """Nobody answers at the scheduler's address. back: how many jobs came back before. patience: real seconds."""

    def __init__(self, address: str, patience: float, back: int, problem: str) -> None:
        super().__init__(
            f"The Dask scheduler at {address} did not answer for {patience:g} seconds; {back} came back before. "
            f"({problem}) Look whether it runs and can be reached from here: dask scheduler --host ... --port ... . "
            f"{_CONTINUE}"
        )


class NoWorkers(ClusterError):
    """No worker takes jobs. refused: worker's address -> why. patience: real seconds."""

    def __init__(self, address: str, patience: float, back: int, refused: Mapping[str, str]) -> None:
        if refused:
            reasons = "\n".join(f"  {worker}: {why}" for worker, why in sorted(refused.items()))
            what = f"No worker of the Dask cluster at {address} has the engine that is here:\n{reasons}\n"
            remedy = "Install the same requirements.lock and the same asynclab there as here, and start them again. "
        else:
            what = f"No worker of the Dask cluster at {address} took a job for {patience:g} seconds; "
            what += f"{back} came back before. "
            remedy = f"Start some: dask worker {address} --nworkers 1 --nthreads 4 . "
        super().__init__(what + remedy + _CONTINUE)
