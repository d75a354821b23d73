r"""A student's Markdown, so that a page which shows it runs nothing, calls nowhere and keeps its shape. Pure.

Formgrader and feedback render the text that is stored, by nbconvert's own renderer, and no option of theirs cleans
what comes out. So the text has to be one of which nothing but harmless HTML can come; and the one way to know is to
render it by that very renderer, and to look. What passes is stored to the letter. Of what does not, the pieces that
are no prose (tags, addresses that lead elsewhere than `addresses` allows) are written so that they are shown as they
were typed; should that not do, the whole text is shown as it was typed, in a block of code. What comes out of here
passes, so cleaning it again changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from html import unescape

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.filters.strings import strip_files_prefix

from asynclab.grade.intake.addresses import is_link, is_picture

_LONGEST = 20_000  # characters that are rendered here; hostile text of 200,000 takes minutes, in formgrader as well
_KNOTS = 10_000_000  # so many characters by brackets and the like, each of which may look through all of the text
Attachments = dict[str, dict[str, str]]  # by name, then by MIME type: base64, as in a notebook's file
_NOTHING: Attachments = {}
_PAGE = ("notebook", "notebook-container", "statusmessage", "toc", "top", "main-table")


def tamed(markdown: str, attachments: Attachments = _NOTHING, names: Collection[str] = ()) -> str:
    """Return the Markdown as a page may render it. It stays as it is if it is harmless, else it becomes text in part or
    as a whole.

    attachments: the pictures that its cell keeps. names: ids of the page's own, which no heading may take.
    `tamed(tamed(x)) == tamed(x)`.
    """
    if _is_quick(markdown):
        for parts in (_NONE, _INDENTED, _PROSE):
            text = parts.sub(lambda part: _typed(part, attachments), markdown)
            if _is_quick(text) and _is_harmless(text, attachments, names):
                return text
    return markdown if _is_block(markdown) else _as_block(markdown)


def page_names(cells: Iterable[str]) -> frozenset[str]:
    """Return the ids of formgrader's page and of feedback's, given the names of the notebook's cells. A heading that
    took the name of a graded cell would catch the points that are typed elsewhere.
    """
    ends = ("", "-comment", "_extra_credit")
    return frozenset((*(f"{name}{end}" for name in cells for end in ends), *_PAGE))


def typesets_safely(latex: str) -> bool:
    """Return whether MathJax may typeset a text. It may if the text uses no command that makes links, sets styles or
    loads extensions.
    """
    return not _COMMAND.search(latex)


def _is_quick(markdown: str) -> bool:
    knots = len(re.findall(r"\\begin|[\[\]`]", markdown)) if len(markdown) <= _LONGEST else _KNOTS
    return len(markdown) <= _LONGEST and len(markdown) * knots <= _KNOTS


# -- what comes of it ------------------------------------------------------------------------------

_COMMAND = re.compile(
    r"\\(?:href|url|class|cssId|style|data|html\w*|includegraphics|mmlToken|unicode|"
    r"require(?!\s*\{\s*(?:amscd|bbox|braket|cancel|color|enclose|extpfeil|mhchem|physics)\s*\}))(?![a-zA-Z])"
)
# HTML that every parser reads alike: tags with quoted attributes, and no `<` but theirs
_HTML = re.compile(
    r"""(?P<text>[^<]+) | </(?P<end>[a-z0-9]+)>
      | <(?P<tag>[a-z0-9]+)(?P<attributes>(?:\s+[a-z]+="[^"<]*"|\s+[a-z]+)*)\s*/?>""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r'([a-z]+)(?:="([^"<]*)")?')
_TAGS = frozenset(
    "p em strong del code pre hr br blockquote ul ol li input h1 h2 h3 h4 h5 h6 a img table thead tbody tr th td div "
    "span dl dt dd".split()
)
_VALUES = {  # of attributes that Markdown gives, beside those that are addresses or text to read
    "class": re.compile(r"anchor-link|highlight|task-list-item(?:-checkbox)?|language-[\w+#.-]+|[a-z]{0,2}[a-z0-9]?"),
    "style": re.compile(r"text-align:(?:left|center|right)"),
    "start": re.compile(r"\d+"),
    "type": re.compile(r"checkbox"),
    "disabled": re.compile(r""),
    "checked": re.compile(r""),
    "title": re.compile(r".*", re.DOTALL),
    "alt": re.compile(r".*", re.DOTALL),
}


class _Renderer(IPythonRenderer):
    """nbconvert's own, which also says whether there was HTML in the Markdown, or something that becomes HTML."""

    raw = False

    def inline_html(self, html: str) -> str:
        self.raw = True
        return ""

    def block_html(self, html: str) -> str:
        self.raw = True
        return ""

    def block_mermaidjs(self, code: str) -> str:
        self.raw = True
        return ""


def _is_harmless(markdown: str, attachments: Attachments, names: Collection[str]) -> bool:
    renderer = _Renderer(escape=False, attachments=attachments)
    try:
        html = str(MarkdownWithMath(renderer=renderer).render(markdown))
    except Exception:  # a picture that is not there, or what no page could be made of: formgrader would fail likewise
        return False
    # the templates take `files/` out of what is rendered, which may leave another address
    return not renderer.raw and all(_is_plain(each, names) for each in (html, strip_files_prefix(html)))


def _is_plain(html: str, names: Collection[str]) -> bool:
    """Whether HTML holds nothing but what Markdown is for."""
    at, code = 0, 0
    for found in _HTML.finditer(html):
        if found.start() != at or not _is_plain_part(found, code > 0, names):
            return False
        at = found.end()
        code += (found["tag"] in ("pre", "code")) - (found["end"] in ("pre", "code"))
    return at == len(html)


def _is_plain_part(part: re.Match[str], code: bool, names: Collection[str]) -> bool:
    if part["text"] is not None:
        return code or typesets_safely(unescape(part["text"]))  # MathJax leaves code alone
    if part["tag"] is None:
        return part["end"] in _TAGS
    attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(part["attributes"])}
    return part["tag"] in _TAGS and all(_is_plain_value(*each, names) for each in attributes.items())


def _is_plain_value(name: str, value: str, names: Collection[str]) -> bool:
    if name == "href":
        return is_link(value)
    if name == "src":
        return is_picture(value)
    if name == "id":
        return value not in names
    return name in _VALUES and bool(_VALUES[name].fullmatch(value))


# -- what is shown as it was typed -----------------------------------------------------------------

_CODE_AND_MATH = r"""
    (?P<kept>
        ^[ ]{0,3}(?P<fence>`{3,}|~{3,})(?![^\n]*`)(?!\s*mermaid)[^\n]*\n
        (?: .*? ^[ ]{0,3}(?P=fence)[`~]*[ \t]*$ | .*\Z )
      | (?<!\\)\$\$ .+? (?<!\\)\$\$ | \\begin\{(?P<name>[a-z]*\*?)\} .*? \\end\{(?P=name)\}
      | \\[!-/:-@\[-`{-~]
      | (?P<ticks>(?<!`)`+(?!`)) .+? (?<!`)(?P=ticks)(?!`)
      | (?<![$\\])\$ (?!\$) .+? (?<![$\\])\$
      | <(?: https?://[!-;=?-~]+ | [\w.+-]+@[\w.-]+ )>"""
_PIECES = r""" )
    | (?P<tag> <(?=[A-Za-z/!?]))
    | (?P<picture> !\[ (?: (?P<alt>[^\[\]]*) \]\( (?=\s*<?(?P<source>[^\s)>]*)) )? )
    | (?P<link> \]\( (?=\s*<?(?P<address>[^\s)>]*)) )
    | (?P<defined> \]: (?=\s*<?(?P<there>[^\s>]*)) )
    | (?P<mermaid> ^[ ]{0,3}(?:`{3,}|~{3,})[ \t]*(?=mermaid) )
"""
_FLAGS = re.VERBOSE | re.MULTILINE | re.DOTALL
_INDENTED = re.compile(_CODE_AND_MATH + r" | (?:(?<=\n\n)|\A) (?:(?:[ ]{4}|\t)[^\n]*(?:\n|\Z))+" + _PIECES, _FLAGS)
_NONE = re.compile(r"(?!)")
_PROSE = re.compile(_CODE_AND_MATH + _PIECES, _FLAGS)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def _typed(part: re.Match[str], attachments: Attachments) -> str:
    """A piece, as it has to be written to be shown as it was typed, unless it is one that may stay."""
    if part["tag"]:
        return "&lt;"
    if part["picture"]:
        if part["source"] is None:
            return "!&#91;"
        shown = _may_show(_address(part["source"]), attachments)
        return part[0] if shown else f"!&#91;{part['alt'].replace('<', '&lt;')}]&#40;"
    if part["link"]:
        return part[0] if is_link(_address(part["address"])) else "]&#40;"
    if part["defined"]:
        return part[0] if is_link(_address(part["there"])) else "]&#58;"
    if part["mermaid"]:
        return f"{part[0]}text "
    return part[0]


def _address(typed: str) -> str:
    return unescape(_ESCAPED.sub(r"\1", typed))


def _may_show(address: str, attachments: Attachments) -> bool:
    return address.removeprefix("attachment:") in attachments if ":" in address else is_picture(address)


def _as_block(markdown: str) -> str:
    """All of it as a block of code, whose fence is longer than any that stands in it."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", markdown)), default=0))
    return f"{fence}\n{markdown}\n{fence}"


def _is_block(markdown: str) -> bool:
    fence = re.match("`{3,}(?=\n)", markdown)
    body = markdown[fence.end() + 1 : -len(fence[0]) - 1] if fence else ""
    return fence is not None and markdown == f"{fence[0]}\n{body}\n{fence[0]}" and fence[0] not in body
