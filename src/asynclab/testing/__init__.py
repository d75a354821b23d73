"""Tests of one's own on the virtual clock: a pytest plugin, off unless a test asks for it.

    @pytest.mark.virtual
    async def test_two_sources_are_asked_side_by_side(scripted, expect):
        web, wiki = scripted.tool("web", takes=3.0), scripted.tool("wiki", takes=1.0)
        assert await ask("why", [web, wiki]) == ["web: why", "wiki: why"]
        expect(took(3.0), together("web", "wiki"), never_blocked(), nothing_left())

pytest finds the plugin by its entry point. It needs nothing of a course: neither nbgrader nor a notebook.
"""
