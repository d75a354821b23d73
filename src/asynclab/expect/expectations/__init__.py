"""The expectations, one kind a module. A new one is a module here, a name in `asynclab.expect`, and
another in `asynclab/__init__.pyi`.
"""
