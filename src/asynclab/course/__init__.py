"""Chapters: what a graded cell says, how a notebook is built from its Markdown, and the proof of its checks.

A student's notebook needs `check` and `task` alone, and each name is loaded when it is first used. Building
(`authoring`) and proving (`proof`) are imported by name: they load nbgrader, jupytext and rich.
"""

from asynclab.public_names import load_on_demand

__getattr__, __dir__, __all__ = load_on_demand(__name__)
