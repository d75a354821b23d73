"""Opening the index does not mark it as changed."""

import json

import pytest
from ipykernel.ipkernel import IPythonKernel

from asynclab.student.edition import of_this_python

NOTEBOOK = {"cells": [], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}


def test_a_page_says_of_its_language_what_the_kernel_says():
    """JupyterLab writes that into a notebook which has it otherwise."""
    made = of_this_python(json.dumps(NOTEBOOK).encode())
    assert json.loads(made)["metadata"]["language_info"] == IPythonKernel.language_info
    assert of_this_python(made) == made


@pytest.mark.parametrize("file", [b"{", b"[]", b"{}", b"\xff"])
def test_what_is_no_notebook_is_left_as_it_is(file):
    """Whoever reads it says what is wrong with it."""
    assert of_this_python(file) == file
