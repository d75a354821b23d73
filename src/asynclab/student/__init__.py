"""A student's folder: the released chapters are copied into it, brought up to date, and opened in JupyterLab.

Nothing in here needs JupyterLab but `jupyter`, nothing needs nbgrader or nbformat, and nothing is for one system only.
"""
