"""asynclab: a course on streaming, async and concurrency, and the grader that can tell whether code really does it.

What an author writes in a graded cell, and a student in a notebook, is imported from here. The names stand in
`__init__.pyi`. Each is loaded when it is first used, so that `import asynclab` alone costs nothing.
"""

from asynclab.public_names import load_on_demand

__getattr__, __dir__, __all__ = load_on_demand(__name__)
