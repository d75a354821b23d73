"""The ledger of expectations: what was built and never judged is an error, not a silent pass."""

from __future__ import annotations

from contextvars import ContextVar, Token
from types import TracebackType

_open: ContextVar[Ledger | None] = ContextVar("asynclab_ledger", default=None)


class UnusedExpectation(Exception):
    """An expectation was built and never judged: the check would have passed without looking."""

    def __init__(self, unused: list[object]) -> None:
        listed = ", ".join(repr(each) for each in unused)
        super().__init__(
            f"Built and never judged: {listed}. A check that is not judged proves nothing. "
            "Pass it to c.run(...), to expect(...) in a test, or to judge(...), or delete it."
        )


class Ledger:
    """Notes every expectation that is built inside its block; on leaving, each must have been judged.

    Raises `UnusedExpectation` on leaving, unless another error is on its way already.
    """

    def __init__(self) -> None:
        # Kept alive and compared by identity: two equal expectations are two promises.
        self._pending: dict[int, object] = {}
        self._token: Token[Ledger | None] | None = None

    def __enter__(self) -> Ledger:
        self._token = _open.set(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._token is not None:
            _open.reset(self._token)
            self._token = None
        if error is None and self._pending:
            raise UnusedExpectation(list(self._pending.values()))


def built(expectation: object) -> None:
    """Note that an expectation exists. Called by `Expectation` for every instance."""
    ledger = _open.get()
    if ledger is not None:
        ledger._pending[id(expectation)] = expectation


def settled(expectation: object) -> None:
    """Note that an expectation was judged, or became a part of another that must be."""
    ledger = _open.get()
    if ledger is not None:
        ledger._pending.pop(id(expectation), None)
