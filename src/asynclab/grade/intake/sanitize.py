"""What a student showed or wrote, so that it runs nothing in the browser of whoever reads it. Pure.

Formgrader and feedback are pages of a server at which the instructor is logged in: a script in a student's output, or
in a written answer, would act in the instructor's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

# what nbconvert writes as text, or as an image, in which nothing can run
_SHOWN = ("text/plain", "text/latex", "image/png", "image/jpeg", "image/gif", "image/svg+xml")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_PICTURE = re.compile(  # a timeline of ours
    r'<img alt="[^"<>]*" style="[a-z0-9:;%-]*" src="data:image/(?:svg\+xml|png);base64,[A-Za-z0-9+/=]*">'
)


def representations(bundle: Mapping[str, str]) -> dict[str, str]:
    """The representations of an output, by MIME type, of those that a page shows: HTML in a frame in which no script
    runs, Markdown as its text; scripts and widgets are left out."""
    shown = {mime: bundle[mime] for mime in _SHOWN if mime in bundle}
    if "text/markdown" in bundle:
        shown["text/plain"] = bundle["text/markdown"]
    if "text/html" in bundle:
        shown["text/html"] = framed(bundle["text/html"])
    return shown


def framed(html: str) -> str:
    """HTML in a frame of its own, without scripts and apart from the page. A single picture needs none."""
    if _PICTURE.fullmatch(html.strip()):
        return html
    height = min(40, 4 + 2 * html.count("<tr") + 24 * html.count("<img") + html.count("\n"))
    style = f"width:100%;height:{height}em;border:0;background:#fff"
    return f'<iframe sandbox title="Output as HTML" style="{style}" srcdoc="{escape(html)}"></iframe>'


def tamed(markdown: str) -> str:
    """Markdown whose HTML is text: tags are shown as they were written."""
    return _TAG.sub("&lt;", markdown)
