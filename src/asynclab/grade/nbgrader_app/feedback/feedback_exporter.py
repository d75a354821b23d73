"""The HTML of feedback, in a third of the time that nbconvert's own exporter takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbgrader.server_extensions.formgrader
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode

from asynclab.grade.nbgrader_app.feedback.feedback_summary import GetKnownGrades, SummarizeFeedback, comment_html
from asynclab.grade.nbgrader_app.feedback.hide_tests import HideTests
from asynclab.grade.terminal import escaped

TEMPLATE = "asynclab_feedback"  # a folder of templates/; it extends nbgrader's own
_FORMGRADER = Path(nbgrader.server_extensions.formgrader.__file__).parent
TEMPLATE_FOLDERS = (str(Path(__file__).with_name("templates")),)
EXTENDED_FOLDERS = (  # what the template extends, and what that includes
    str(_FORMGRADER / "templates"),
    str(_FORMGRADER / "static" / "node_modules" / "bootstrap" / "dist" / "css"),
)
FEEDBACK_STEPS = (HideTests, GetKnownGrades, SummarizeFeedback, CSSHTMLHeaderPreprocessor)
# controls, and what turns the order of reading around: no page needs them; a terminal that shows the file obeys them
_OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# what typesets formulas comes from another server, which is not asked where there is none
_MATHJAX = re.compile(r'<script src="https://[^"]*mathjax[^"]*">\s*</script>', re.IGNORECASE)
_NO_ALT = re.compile(r"<img(?![^>]*\salt\s*=)[^>]*>", re.IGNORECASE)


class FeedbackExporter(HTMLExporter):
    """Renders as `HTMLExporter` does, and leaves out its last step where that would change nothing.

    That step parses the whole page with BeautifulSoup, for two thirds of the time: to describe pictures that have no
    alternative text, and to make the cells of JupyterLab's template focusable, which feedback does not use.
    """

    def from_notebook_node(  # type: ignore[override]  # as HTMLExporter's own
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page, and the resources."""
        language = nb.metadata.get("language_info", {})
        lexer = language.get("pygments_lexer", language.get("name"))
        ready = self._init_resources(resources)  # type: ignore[no-untyped-call]
        filters = {
            "highlight_code": Highlight2HTML(pygments_lexer=lexer, parent=self),
            "comment_html": comment_html,
            "without_mathjax": lambda head: _MATHJAX.sub("", head, count=1),
            "filter_data_type": WidgetsDataTypeFilter(
                notebook_metadata=self._nb_metadata, parent=self, resources=ready
            ),
        }
        for name, made in filters.items():
            self.register_filter(name, made)  # type: ignore[no-untyped-call]
        page, resources = TemplateExporter.from_notebook_node(self, nb, ready, **kw)
        if _NO_ALT.search(page) or "jp-Notebook" in page:
            page, resources = super().from_notebook_node(nb, ready, **kw)
        return _OBEYED.sub(lambda found: escaped(found[0]), page), resources
