"""Runs a command and writes what it cost: measure_command.py RESULT COMMAND...

A process of its own, because Linux hands the peak memory of a parent on to the
child it starts: measured from a script that holds a collection, every command
would seem to need that much.
"""

import json
import os
import sys
import time

started = time.monotonic()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
with open(sys.argv[1], 'w', encoding='utf-8') as result:
  json.dump(
      {
          'code': os.waitstatus_to_exitcode(status),
          'seconds': time.monotonic() - started,
          'cpu_seconds': usage.ru_utime + usage.ru_stime,
          'peak_bytes': usage.ru_maxrss * 1024,
      }, result)
