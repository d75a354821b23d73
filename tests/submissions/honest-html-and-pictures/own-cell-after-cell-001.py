from IPython.display import HTML, Image, Javascript, clear_output

display(HTML("<script>alert(1)</script>"), Markdown("# big"))
handle = display("one", display_id=True)
handle.update("two")
clear_output(wait=True)
display(Javascript("element.remove()"))
