"""What a student's code showed, so that it runs nothing in the browser of whoever reads it. Pure.

Formgrader and feedback are pages of a server at which the instructor is logged in: a script in a student's output
would act in the instructor's name. What a student wrote is the subject of `safe_markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from asynclab.grade.intake.html_frame import framed
from asynclab.grade.intake.safe_markdown import typesets_safely

# what nbconvert writes as text, or as an image, in which nothing can run
_SHOWN = ("text/plain", "image/svg+xml")
_PIXELS = ("image/png", "image/jpeg", "image/gif")
LEFT_OUT = "[What was displayed here runs in a browser, and was left out.]"
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]*=*\s*")


def representations(bundle: Mapping[str, str]) -> dict[str, str]:
    """Return the representations of an output that a page shows, by MIME type. HTML is in a frame in which no script
    runs, Markdown and what would be typeset as a link are their text. Scripts and widgets are left out, and that is
    said where nothing remains.
    """
    shown = {mime: bundle[mime] for mime in _SHOWN if mime in bundle}
    shown |= {mime: bundle[mime] for mime in _PIXELS if _BASE64.fullmatch(bundle.get(mime, "?"))}
    if "text/markdown" in bundle:
        shown["text/plain"] = bundle["text/markdown"]
    if "text/latex" in bundle:
        safe = typesets_safely(bundle["text/latex"])
        shown["text/latex" if safe else "text/plain"] = bundle["text/latex"]
    html = framed(bundle.get("text/html", ""))
    if html:
        shown["text/html"] = html
    if bundle and not shown:
        shown["text/plain"] = LEFT_OUT
    return shown
