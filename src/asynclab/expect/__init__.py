"""Expectations: statements about a run, and where one does not hold a sentence a student can act on.

They see a `Run` and nothing else, so that they may stand in another process than the student's code.

Who reads an outcome does not load what judges one: each name is loaded when it is first used.
"""

from asynclab.public_names import load_on_demand

__getattr__, __dir__, __all__ = load_on_demand(__name__)
