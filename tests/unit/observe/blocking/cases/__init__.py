"""What blocks and what only looks like it, as coroutine functions without arguments.

A new case is a new public `async def` in one of these modules. In the modules of what blocks, the line at fault
carries a comment: `# HERE <rule> [<virtual seconds>]`, and where it stands outside of the case's own body,
`for <case>`, and `in <function>` where another coroutine (or `nothing`) is stalled.
"""
