"""Who reads a stream, a feed of events or several projections of one run: at which pace, and until when."""
