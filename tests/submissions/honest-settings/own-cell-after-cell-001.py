import gc
import locale
import logging
import os
import random
import sys
import warnings

warnings.filterwarnings("error")
warnings.simplefilter("ignore")
sys.setrecursionlimit(5000)
random.seed(42)
os.environ["LANGCHAIN_TRACING_V2"] = "true"
os.environ["PYTHONASYNCIODEBUG"] = "1"
asyncio.get_running_loop().set_debug(True)
logging.disable(logging.CRITICAL)
gc.collect()
sys.path.insert(0, "..")
os.makedirs("out", exist_ok=True)
os.chdir("out")
%config InteractiveShell.ast_node_interactivity = "all"
