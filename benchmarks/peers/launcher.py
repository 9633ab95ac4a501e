"""Runs a command and writes its wall seconds, CPU seconds, peak memory and exit code as JSON.

    python -S -E launcher.py RESULT.json COMMAND...

A process of its own, because a child's peak memory counts that of the process it was forked from:
that must be small.
"""

import json
import os
import sys
import time

start = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - start
result = {
    "wall": wall,
    "cpu": usage.ru_utime + usage.ru_stime,
    "memory": 1024 * usage.ru_maxrss,
    "code": os.waitstatus_to_exitcode(status),
}
with open(sys.argv[1], "w") as file:
    json.dump(result, file)
