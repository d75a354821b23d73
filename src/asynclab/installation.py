"""How more of asynclab is installed than is there."""

from __future__ import annotations


def how_to_install(extra: str) -> str:
    """Return what to type for an extra, such as "student". Until asynclab is on PyPI that is done in a clone of it."""
    return (
        f'Install it, and try again. In a clone of asynclab: python -m pip install ".[{extra}]" '
        f'(or, once asynclab is on PyPI: python -m pip install "asynclab[{extra}]")'
    )
