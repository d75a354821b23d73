"""The expectations, one kind a module. A new one is a module here and a name in `asynclab.expect`."""
