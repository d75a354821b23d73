"""Which call in an answer's text a failure is of."""
