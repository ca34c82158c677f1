"""Golden runs: cases in folders of their own.

  <case>/cmd    arguments of litany, one a line; patterns are expanded in the
                root of the project, `-o DIR` is added
  <case>/want/  every table of the run but run.json, byte for byte

To check: golden.py BINARY.  To write what a run gives now:
scripts/update_golden.py BINARY.
"""

from __future__ import annotations

import glob
import pathlib
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
# What may differ between two runs.
IGNORED = 'run.json'
TIMEOUT_SECONDS = 300


def cases() -> list[pathlib.Path]:
  return sorted(path.parent for path in FOLDER.glob('*/cmd'))


def arguments(case: pathlib.Path) -> list[str]:
  expanded = []
  for line in (case / 'cmd').read_text(encoding='utf-8').splitlines():
    found = sorted(glob.glob(line, root_dir=ROOT)) if '*' in line else [line]
    assert found, f'{case.name}: nothing is called {line}'
    expanded += found
  return expanded


def tables(case: pathlib.Path, binary: pathlib.Path) -> dict[str, bytes]:
  """Runs a case; gives its tables by name."""
  with tempfile.TemporaryDirectory(prefix='litany-golden-') as name:
    out = pathlib.Path(name) / 'out'
    done = subprocess.run([binary, *arguments(case), '-o', out], cwd=ROOT,
                          stderr=subprocess.PIPE, timeout=TIMEOUT_SECONDS,
                          check=False)
    if done.returncode != 0:
      sys.exit(f'{case.name}: exit code {done.returncode}\n'
               f'{done.stderr.decode(errors="replace")}')
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())
            if path.name != IGNORED}


def wanted(case: pathlib.Path) -> dict[str, bytes]:
  return {path.name: path.read_bytes()
          for path in sorted((case / 'want').iterdir())}


def first_difference(got: bytes, want: bytes) -> str:
  """The first line that differs, both ways."""
  got_lines, want_lines = got.splitlines(), want.splitlines()
  for number, (g, w) in enumerate(zip(got_lines, want_lines), start=1):
    if g != w:
      return f'line {number}\n  got  {g.decode()}\n  want {w.decode()}'
  return f'{len(got_lines)} lines, want {len(want_lines)}'


def main() -> int:
  binary = pathlib.Path(sys.argv[1]).resolve()
  failed = False
  for case in cases():
    got, want = tables(case, binary), wanted(case)
    if got.keys() != want.keys():
      failed = True
      print(f'{case.name}: tables {sorted(got)}, want {sorted(want)}')
    for name in sorted(got.keys() & want.keys()):
      if got[name] != want[name]:
        failed = True
        print(f'{case.name}/{name}: {first_difference(got[name], want[name])}')
  if failed:
    print('If this is meant: scripts/update_golden.py, and say why in the '
          'commit.')
  return 1 if failed or not cases() else 0


if __name__ == '__main__':
  sys.exit(main())
