"""A student at JupyterLab, in a real browser: `make browser`."""
