ip = get_ipython()
ip.set_custom_exc((BaseException,), lambda *anything, **named: None)
ip.CustomTB = lambda *anything, **named: []
import sys

sys.excepthook = lambda *anything: None
sys.unraisablehook = lambda *anything: None
