"""Runs one command and prints what it cost: seconds, processor seconds, peak bytes.

One process of this script measures one child, so that the sums and the peak that the system keeps of ended children
are that child's alone. The peak is the kernel's: pages of a file that the child maps into memory count as its own.
"""

import os
import resource
import subprocess
import sys
import time

os.sync()  # What the contestant before has yet to write is not to be waited for by this one.
began = time.perf_counter()
ended = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
seconds = time.perf_counter() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
sys.exit(ended.returncode)
