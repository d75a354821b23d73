"""The class page: a static site of a graded class, for its instructors. `site.py` writes it."""
