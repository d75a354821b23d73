"""What a notebook's kernel and its saved file tell of the cells around a check."""
