#!/usr/bin/env python3
"""Writes what litany gives now as what the golden tests want.

  scripts/update_golden.py BINARY [CASE...]

Look at `git diff tests/golden` after it: a change there needs a reason in the
commit.
"""

from __future__ import annotations

import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / 'tests' / 'golden'))
import golden  # pylint: disable=wrong-import-position


def main() -> int:
  if len(sys.argv) < 2:
    print(__doc__, file=sys.stderr)
    return 2
  binary = pathlib.Path(sys.argv[1]).resolve()
  names = sys.argv[2:]
  known = {case.name for case in golden.cases()}
  if unknown := sorted(set(names) - known):
    print(f'no golden case {", ".join(unknown)}; there are: '
          f'{", ".join(sorted(known))}', file=sys.stderr)
    return 2
  for case in golden.cases():
    if names and case.name not in names:
      continue
    tables = golden.tables(case, binary)
    shutil.rmtree(case / 'want', ignore_errors=True)
    (case / 'want').mkdir()
    for name, content in tables.items():
      (case / 'want' / name).write_bytes(content)
    print(f'{case.name}: {len(tables)} tables')
  return 0


if __name__ == '__main__':
  sys.exit(main())
