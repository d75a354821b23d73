"""What a student wrote or printed, on nbgrader's own pages: nothing of it runs, calls or breaks out, and it reads as it
was written."""

import json
import re
from functools import cache
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_markdown_cell

from asynclab.grade.gradebook.outputs import read
from asynclab.grade.intake.html_frame import cleaned
from asynclab.grade.intake.safe_markdown import page_names, tamed, typesets_safely
from tests.unit.grade.pages import GRADED, STUDENTS, around, page, printed, problems, said, written

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
ATTACHED = {"a.png": {"image/png": PIXEL}}

ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&Tab;:alert(1)",
    "&#1;javascript:alert(1)",
    "java&NewLine;script:alert(1)",
    "java\\script:alert(1)",
    "\\javascript:alert(1)",
    "javascript\\:alert(1)",
    "javascript://a.b/%0aalert(1)",
    "\tjavascript:alert(1)",
    "\x01javascript:alert(1)",
    "\xa0javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "java\x0bscript:alert(1)",
    "<javascript:alert(1)>",
    "<java script:alert(1)>",
    "vbscript:msgbox(1)",
    "livescript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "data:application/xhtml+xml,x",
    "blob:http://a/b",
    "file:///etc/passwd",
    "filesystem:http://a/b",
    "view-source:http://a",
    "jar:http://a",
    "ws://a",
    "ftp://a",
    "//evil.test/x.png",
    "\\\\evil.test/x.png",
    "/\\evil.test/x.png",
    "/formgrader?path=/tmp",
    "../../../formgrader?path=x",
    "%2e%2e/%2e%2e/x.png",
    "..%2fx.png",
    ".\\..\\x.png",
    "?path=x.png",
    "evil.html",
    "evil.svg",
    "evil",
    "evil.xml#a.png",
    "files/javascript:alert(1)",
    "/files/javascript:alert(1)",
    "files//evil.test/a.png",
    "/files/files/evil.html",
    "attachment:other.png",
    "https:evil",
    "http:\\\\evil",
    "x:y",
]
FORMS = [
    "[x](@)",
    "[x]( @ )",
    "[x](<@>)",
    '[x](@ "title")',
    "[x](@ 'a\" onclick=\"alert(1)')",
    "[a [b]](@)",
    "[![p](@)](@)",
    "![p](@)",
    "![[n](x)](@)",
    "[x][r]\n\n[r]: @",
    "[r]\n\n[r]: <@>",
    "![r]\n\n[r]: @",
    "![p][r]\n\n> [r]: @ 'title'",
    "- [r]: @\n- [r]",
    "[r]\n\n[r]:\n@",
    "<@>",
    "# [x](@)",
    "| [x](@) |\n|---|\n| ![y](@) |",
    "- [ ] [x](@)",
    "~~[x](@)~~ **[y](@)** _[z](@)_",
    "$a [x](@) b$",
    "`a [x](@) b",
    "\\`[x](@)\\`",
    "```\n```\n[x](@)",
    "Term\n: [x](@)",
    "[x]\n(@)",
    "<a href='@'>x</a>",
    "<a href=@>x",
    "<img src='@'>",
    "<img srcset='@ 2x'>",
    "<base href='@'>",
    "<form action='@'><button formaction='@'>x</button></form>",
    "<iframe src='@'></iframe><object data='@'></object><embed src='@'>",
    "<svg><a xlink:href='@'><text>x</text></a><use href='@'/></svg>",
    "<math><mtext href='@'>x</mtext></math>",
    "<meta http-equiv=refresh content='0;url=@'>",
    "<link rel=stylesheet href='@'>",
    "<video poster='@' src='@'></video><body background='@'>",
    '<div style="background:url(@)">x</div>',
    "$\\href{@}{x}$",
    "\\begin{a}\\url{@}\\end{a}",
    "[^1]\n\n[^1]: [x](@)",
]
PIECES = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e></SCRIPT>",
    "<scr\nipt>alert(1)</scr\nipt>",
    "<img src=x onerror=alert(1)>",
    "<img\nsrc=x\nonerror=alert(1)//",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<details open ontoggle=alert(1)><summary>x</summary>",
    "<style>@import url(//e)</style>",
    "<style>p{background:url(//e)}</style>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- a -- b --!><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php <script>alert(1)</script> ?>",
    "<!DOCTYPE x><script>",
    "</div></div></div><h1>Points: 100</h1>",
    "</body></html><script>alert(1)</script>",
    "</p><textarea>",
    "<plaintext>",
    "<title><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mi//xlink:href='data:x,<script>'>",
    "<button class='full-credit'>x</button>",
    "<input id='ask-check' class='score'>",
    "<span data-link='//e'>x</span>",
    "```mermaid\n</pre><script>alert(1)</script>\n```",
    '~~~ mermaid\nclick A href "javascript:alert(1)"\n~~~',
    "```mermaidx\n<img src=x onerror=alert(1)>\n```",
    '```"onclick=alert(1)\nx\n```',
    "```<script>alert(1)</script>\nx\n```",
    "$</script><script>alert(1)</script>$",
    "$$<img src=x onerror=alert(1)>$$",
    "\\begin{x}<img src=x onerror=alert(1)>\\end{x}",
    "\\begin{<script>}a\\end{<script>}",
    "`<script>` <script>alert(1)</script>",
    "`` ` <img src=x onerror=alert(1)> ` ``",
    "\\<script>alert(1)</script>",
    "\\\\<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script>alert(1)</script>",
    "<a title='`'>`<img src=x onerror=alert(1)>`",
    "<a`b>`<img src=x onerror=alert(1)>`",
    "    <b>\n\nx\n    <img src=x onerror=alert(1)>",
    "> ```\n<img src=x onerror=alert(1)>",
    "- ```\n<img src=x onerror=alert(1)>",
    "$a$<img src=x onerror=alert(1)>$b$",
    "a $1 <img src=x onerror=alert(1)> $",
    "# <img src=x onerror=alert(1)> {#top}",
    "| <img src=x onerror=alert(1)> |\n|---|\n| <script> |",
    "[x](y.png 'a' onclick=alert(1))",
    '[x](y.png "a\\" onclick=alert(1) b")',
    '![x" onerror="alert(1)](y.png)',
    "![<script>alert(1)</script>](y.png)",
    "[<img src=x onerror=alert(1)>](y.png)",
    '<https://a.b"onclick=alert(1)>',
    "<https://a.b/<script>>",
    'https://a.b/"onclick=alert(1)',
    "https://a.b/<img src=x onerror=alert(1)>",
    '<me@x.org"onclick=alert(1)>',
    "<x@y.z<script>>",
    "\\require{html}\\href{javascript:alert(1)}{x}",
    "\\class{score}{x} \\cssId{ask-check}{x} \\style{position:fixed}{x}",
    "![p](attachment:none.png)",
    "![p](https://evil.test/who.png)",
    "\x1b[31m<b>\u202e",
]
HOSTILE = [form.replace("@", address) for form in FORMS for address in ADDRESSES] + PIECES


def batches(each, size=80):
    """A page takes a while, whatever is on it: several texts to a page, a cell each."""
    return [each[at : at + size] for at in range(0, len(each), size)]


@pytest.mark.slow
@pytest.mark.parametrize("template", ["feedback", "formgrade"])
@pytest.mark.parametrize("texts", batches(HOSTILE), ids=lambda texts: texts[0][:20])
def test_nothing_of_a_written_answer_runs_or_calls(texts, template):
    """By their very templates, as a browser reads the page: no tag, attribute or address but those of plain text, and
    the page around it is the same as around any other."""
    made = page([written_cell(text) for text in texts], template)
    assert problems(made) == []
    assert around(made) == plain(len(texts), template)


@cache
def plain(cells, template):
    """The page around so many harmless answers."""
    return around(page([written_cell("x")] * cells, template))


def written_cell(text):
    return new_markdown_cell(tamed(text, ATTACHED), attachments=ATTACHED, metadata=GRADED, id="words")


@cache
def pieces_shown():
    """What a page shows of each of them, where every one is an answer of its own."""
    parts = page([written_cell(text) for text in PIECES]).select(STUDENTS)
    return dict(zip(PIECES, parts, strict=True))


@pytest.mark.parametrize("text", PIECES)
def test_what_is_hostile_is_still_there_to_read(text):
    """A person who grades sees what was written, and is not shown less of it: as text, or where a link leads."""
    part = pieces_shown()[text]
    attributes = [str(value) for each in part.find_all(True) for value in each.attrs.values()]
    shown = " ".join([part.get_text(), *attributes])
    words = set(re.findall(r"[A-Za-z]{2,}", unescape(text))) - {"mermaid"}  # the name of a code's language is not shown
    assert [word for word in words if word not in shown] == []


def test_cleaning_again_changes_nothing():
    """Whoever hands in a graded notebook, or is graded anew, has the same text to the byte."""
    once = [tamed(text, ATTACHED) for text in HOSTILE]
    assert [tamed(text, ATTACHED) for text in once] == once


HONEST = {  # as written: as shown
    "a<b and b>c": "a<b and b>c",
    "`Queue<int>`": "Queue<int>",
    "List<String> in prose": "List<String> in prose",
    "$0<x<a$": "$0<x<a$",
    "It costs $5 < $6.": "It costs $5 < $6.",
    "$$\\sum_{i<n} a_i$$": "$$\\sum_{i<n} a_i$$",
    "\\begin{align}a&<b\\\\c&>d\\end{align}": "\\begin{align}a&<b\\\\c&>d\\end{align}",
    "```python\nx: dict[str, int] = a < b > c\n```": "x: dict[str, int] = a < b > c",
    "```\n<b>as it is</b> &lt; [x](javascript:y)\n```": "<b>as it is</b> &lt; [x](javascript:y)",
    "Use `[x](javascript:y)` and `<b>`": "Use [x](javascript:y) and <b>",
    "    Map<K, V> m;\n\nand <T> there": "Map<K, V> m;\nand <T> there",
    "&lt;b> is a tag, &amp;lt; is not": "<b> is a tag, &lt; is not",
    "I ❤ <3 and 1 <2": "I ❤ <3 and 1 <2",
    "a <- b; x << 2 >> 1": "a <- b; x << 2 >> 1",
    "std::vector<std::pair<int,int>> v": "std::vector<std::pair<int,int>> v",
    "if (a <b && c> d)": "if (a <b && c> d)",
    "cell[0](x) and f[i]: int": "cell[0](x) and f[i]: int",
    "async def f() -> list[str]:": "async def f() -> list[str]:",
    "[the docs](https://docs.python.org/3/library/asyncio.html#x)": "the docs",
    "see https://a.b/c?d=e&f=g": "see https://a.b/c?d=e&f=g",
    "<https://a.b/c>": "https://a.b/c",
    "<me@x.org>": "me@x.org",
    "[data](data/a.csv) and [up](#part)": "data and up",
    "[r]\n\n[r]: https://a.b": "r",
    "![plot](plot.png)": "",
    "![plot](attachment:a.png)": "",
    "| a | b |\n|:-|-:|\n| 1<2 | `<i>` |": "a\n  b\n\n\n\n\n  1<2\n  <i>",
    "- [x] done\n- [ ] to do": "done\nto do",
    "\\$5 and \\<b\\>": "$5 and <b>",
    "**bold** _it_ ~~gone~~": "bold it gone",
}


@pytest.mark.parametrize("text", HONEST)
def test_what_is_honest_reads_as_it_was_written(text):
    """Comparisons, generics, mathematics, code, links and pictures; and a second cleaning changes nothing."""
    made = written(text, ATTACHED)
    assert "\n".join(line.rstrip() for line in said(made).splitlines()) == HONEST[text]
    assert problems(made) == []
    assert tamed(tamed(text, ATTACHED), ATTACHED) == tamed(text, ATTACHED)


@pytest.mark.parametrize("text", ["a<b", "`Queue<int>`", "$0<x<a$", "[x](https://a.b)", "# Why\n\n* so", "&lt;"])
def test_what_is_harmless_is_stored_to_the_letter(text):
    """Only what has to be is written otherwise."""
    assert tamed(text) == text


def test_a_long_text_is_shown_as_it_is():
    """Rendering a hostile one of this length takes minutes: it becomes a block of code, once."""
    text = "`[x](javascript:y) " * 1100
    assert tamed(text) == f"``\u0060\n{text}\n```"
    assert tamed(tamed(text)) == tamed(text)
    assert problems(written(text)) == []


def test_a_heading_does_not_take_a_graded_cells_name():
    """Formgrader finds the fields for points by their names: a heading of the same would catch what is typed."""
    names = page_names(["ask-check"])
    assert tamed("# ask-check", names=names) == "```\n# ask-check\n```"
    assert tamed("ask-check\n---", names=names) == "```\nask-check\n---\n```"
    assert tamed("# ask-check-comment", names=names).startswith("```")
    assert tamed("# My answer", names=names) == "# My answer"


MARKUP = st.sampled_from(
    [
        *"[]()<>!#`~$\\&;:|*_\"' \n\t-/.",
        *r"``` ~~~ $$ ]( ]: ![ &lt; &#58; \begin{a} \end{a} \href javascript: https://a.b/ data: x.png files/".split(),
        *["<script>", "</div>", "<!--", "-->", "onerror=", "<img src=x ", "mermaid", "attachment:a.png", "a", "1. "],
        *["\n\n", "    ", "> ", "- [ ] ", "[r]: "],
    ]
)


@pytest.mark.slow
@settings(deadline=None, max_examples=12)
@given(st.lists(st.lists(MARKUP, max_size=25).map("".join), min_size=12, max_size=12))
def test_no_text_makes_a_page_harmful(texts):
    """Any sequence of Markdown's pieces; several to a page."""
    made = page([written_cell(text) for text in texts], "formgrade")
    assert problems(made) == []
    assert around(made) == plain(len(texts), "formgrade")
    for text in texts:
        assert tamed(tamed(text, ATTACHED), ATTACHED) == tamed(text, ATTACHED)


# -- outputs ---------------------------------------------------------------------------------------

RUNS = "<script>parent.evil()</script>"
OUTPUTS = [
    *({"text/html": text} for text in PIECES),
    *({"text/html": form.replace("@", address)} for form in FORMS[-17:] for address in ADDRESSES[::3]),
    {"text/html": "<table onclick='evil()'><tr><td style='background:url(//e)'>1</td></tr></table>" + RUNS},
    {"text/html": "<link rel=dns-prefetch href=//e><link rel=preconnect href=//e><b>x</b>"},
    {"text/html": '"><img src=x onerror=alert(1)>'},
    {"text/html": "</iframe><script>alert(1)</script>"},
    {"text/html": '<img alt="x" style="position:fixed;top:0" src="data:image/png;base64,aa">'},
    {"text/markdown": "[x](javascript:alert(1))" + RUNS, "text/plain": "x"},
    {"text/latex": "$\\href{javascript:alert(1)}{x}$" + RUNS},
    {"image/svg+xml": "<svg onload='evil()'>" + RUNS + "</svg>"},
    {"image/png": 'aa" onerror="evil()'},
    {"image/jpeg": "javascript:x"},
    {"application/javascript": "evil()", "text/plain": "fallback"},
    {"application/vnd.jupyter.widget-view+json": {"model_id": "</script><script>evil()"}},
    {"application/vnd.plotly.v1+json": {}, "text/html": RUNS},
    {"text/vnd.mermaid": "</pre>" + RUNS},
    {"application/pdf": "x"},
    {"text/plain": RUNS + "\x1b]8;;javascript:alert(1)\x07link\x1b]8;;\x07"},
]


@pytest.mark.slow
@pytest.mark.parametrize("template", ["feedback", "formgrade"])
@pytest.mark.parametrize("bundles", batches(OUTPUTS, 50), ids=lambda bundles: str(bundles[0])[:20])
def test_nothing_of_an_output_runs_or_calls(bundles, template):
    """HTML is in a sandbox with a policy, and clean besides; what runs by its kind is not there."""
    shown = [{"output_type": "display_data", "metadata": {}, "data": bundle} for bundle in bundles]
    text = {"output_type": "stream", "name": "stdout", "text": RUNS}
    error = {"output_type": "error", "ename": RUNS, "evalue": RUNS, "traceback": [RUNS + "\x1b[31m" + RUNS]}
    made = printed(*read(json.dumps([*shown, text, error])), template=template)
    assert problems(made) == []
    scripts = made.select("script")
    assert [script for script in scripts if "evil" in script.get_text() or "alert(1)" in script.get_text()] == []


def test_what_shows_something_is_still_shown():
    """A table with its colours, a drawing, a picture: what pandas, rich and a plot give."""
    for html in (
        '<table border="1" class="dataframe"><tbody><tr><td style="color:red">1</td></tr></tbody></table>',
        "<style>#T_1 td {color: red}</style>",
        '<svg width="9" viewBox="0 0 9 9"><g><path d="M0 0" stroke="red"></path><text x="1">a</text></g></svg>',
        f'<img src="data:image/png;base64,{PIXEL}">',
        '<pre style="white-space:pre"><span style="color:#800000">a</span></pre>',
        "<details><summary>more</summary>text</details>",
    ):
        assert cleaned(html) == html


@pytest.mark.parametrize(
    ("latex", "safe"),
    [
        ("\\frac{a}{b}", True),
        ("\\require{cancel}\\cancel{x}", True),
        ("\\hrefs \\classes \\text{href}", True),
        ("\\href {x}{y}", False),
        ("\\require{html}", False),
        ("\\require{../x}", False),
        ("\\cssId{a}{b}", False),
        ("\\style{color:red}{b}", False),
        ("\\htmlData{a}{b}", False),
    ],
)
def test_mathematics_makes_no_links(latex, safe):
    """MathJax has commands for links, for styles and for loading more of itself."""
    assert typesets_safely(latex) is safe
