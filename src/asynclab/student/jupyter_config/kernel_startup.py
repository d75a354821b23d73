"""Run by IPython in each kernel of a course's JupyterLab, in the notebook's own namespace: it leaves no name there."""

try:  # noqa: SIM105 - whose name would stay
    __import__("asynclab.student.unready_kernel", fromlist=["unready_kernel"]).explain_missing_names()
except ImportError:  # a kernel of another Python
    pass
