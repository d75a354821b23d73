import subprocess
import sys

print(subprocess.run([sys.executable, "-c", "print(42)"], capture_output=True, text=True).stdout)
process = await asyncio.create_subprocess_exec(sys.executable, "-c", "print(43)", stdout=subprocess.PIPE)
print(await process.communicate())
