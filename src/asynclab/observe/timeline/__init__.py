"""The picture of a run: a model of rows and bars, drawn as SVG and as text, with an alternative text."""
