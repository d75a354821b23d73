"""What became of the cells of a notebook in this kernel, and why what a check asks for may not be there."""
