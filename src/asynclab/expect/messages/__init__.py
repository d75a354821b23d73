"""The sentences of a failed check: what was seen, the likely cause, and how numbers and names are written."""
