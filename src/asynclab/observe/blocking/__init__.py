"""Blocking calls in the event loop's thread: detected, classified, and attributed to a line of code."""
