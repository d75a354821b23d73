"""The picture of a run: a model of lanes and bars, drawn as SVG and as text, with an alternative text."""
