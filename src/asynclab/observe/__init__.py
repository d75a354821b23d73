"""What a run did, as data: see `run` for the data, `recording` for how it comes about.

Who only reads runs does not load LangChain and the lab: each name is loaded when it is first used.
"""

from asynclab.observe.plain import plain as plain  # at once: its module, called so too, would take its place
from asynclab.public_names import load_on_demand

__getattr__, __dir__, __all__ = load_on_demand(__name__)
