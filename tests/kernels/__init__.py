"""What students type into a chapter, in kernels as JupyterLab runs them: `make kernels`."""
