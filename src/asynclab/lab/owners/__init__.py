"""Whose code it is: by frame, by who gave a callback, and for what a magic has made of a cell."""
