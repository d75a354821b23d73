tool, call, took, item, items, raises, source, sink, model = 1, 2, 3, 4, 5, 6, 7, 8, 9
c = "seeds"
