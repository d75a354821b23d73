from IPython.display import clear_output

ip = get_ipython()


def before(info=None):
    if info is not None:
        info.raw_cell = "pass"


def after(result=None):
    clear_output()
    if result is not None:
        result.error_in_exec = result.error_before_exec = None


for name in ("pre_execute", "pre_run_cell", "post_execute", "post_run_cell"):
    ip.events.register(name, before if name.startswith("pre") else after)
