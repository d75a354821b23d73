"""HTML that a student's code showed, in a frame of its own: no script runs there, and nothing is fetched. Pure.

Three layers, none of which has to be perfect: `nh3` keeps what tables, texts and pictures are made of; the frame is a
sandbox, apart from the page and its cookies; and a policy forbids whatever the frame would load.
"""

from __future__ import annotations

import re
from html import escape

import nh3

from asynclab.grade.intake.addresses import is_link

_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
)
_DRAWING = r"data:image/(?:svg\+xml|png);base64,[A-Za-z0-9+/=]*"
_IMAGE = rf'<img alt="[^"<>]*" style="max-width:100%;height:auto" src="{_DRAWING}"/?>'
_NARROW = rf'<source media="\(max-width: \d+px\)" srcset="{_DRAWING}"/>'
_PICTURE = re.compile(rf"{_IMAGE}|<picture>{_NARROW}{_IMAGE}</picture>")  # a timeline of ours
_PIXELS = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,].*", re.DOTALL)  # an image runs nothing

_DRAWN = (
    "svg g path rect circle ellipse line polyline polygon text tspan defs marker clipPath linearGradient "
    "radialGradient stop"
)
_TAGS = nh3.ALLOWED_TAGS | set(f"style font meter progress output label section main {_DRAWN}".split())
_ANYWHERE = set(
    "class id style title dir lang role width height align valign color bgcolor border cellpadding cellspacing alt "
    "value min max open x y x1 y1 x2 y2 cx cy r rx ry d points fill stroke transform opacity offset viewBox "
    "preserveAspectRatio text-anchor dominant-baseline font-size font-family font-weight stroke-width stroke-dasharray "
    "fill-opacity stroke-opacity stroke-linecap stroke-linejoin stop-color orient refX refY markerWidth markerHeight "
    "gradientTransform gradientUnits".split()
)
_ATTRIBUTES = {
    "*": _ANYWHERE,
    "a": {"href"},
    "img": {"src"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "ol": {"start"},
}


def framed(html: str) -> str:
    """HTML in a frame of its own, of what shows something and nothing else; "" if there is no such thing in it. A
    single timeline needs none."""
    if _PICTURE.fullmatch(html.strip()):
        return html
    clean = cleaned(html)
    if not clean.strip():
        return ""
    height = min(40, 4 + 2 * clean.count("<tr") + 24 * clean.count("<img") + clean.count("\n"))
    style = f"width:100%;height:{height}em;border:0;background:#fff"
    return f'<iframe sandbox title="Output as HTML" style="{style}" srcdoc="{escape(_POLICY + clean)}"></iframe>'


def cleaned(html: str) -> str:
    """HTML without what runs, sends or fetches."""
    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script"},
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if is_link(value) else None
    if name == "src":
        return value if _PIXELS.fullmatch(value) else None
    return value
