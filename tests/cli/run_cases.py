"""Runs the cases of cases.py against a litany binary.

  run_cases.py BINARY [NAME...]
"""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
import tempfile

import cases

TIMEOUT_SECONDS = 60


def mismatch(what: str, got: str | None, want: str | None) -> list[str]:
  """What is wrong with a text, as the docstring of cases.py defines it."""
  if want is None or got is None:
    return [f'{what} is missing']
  whole = want == '' or want.endswith('\n')
  if got == want if whole else want in got:
    return []
  return [f'{what} is {got!r}, but should {"be" if whole else "hold"} {want!r}']


def clean_environment() -> dict[str, str]:
  """Nothing of the caller's that litany listens to."""
  ignored = ('LITANY_SIMD', 'NO_COLOR', 'CI', 'TMPDIR')
  return {k: v for k, v in os.environ.items() if k not in ignored}


def read_text(path: pathlib.Path) -> str | None:
  return path.read_text(encoding='utf-8') if path.exists() else None


def failures(case: cases.Case, binary: pathlib.Path) -> list[str]:
  """Runs one case in a folder of its own."""
  with tempfile.TemporaryDirectory(prefix='litany-cli-') as name:
    folder = pathlib.Path(name)
    for path, text in cases.FILES.items():
      (folder / path).parent.mkdir(parents=True, exist_ok=True)
      (folder / path).write_text(text, encoding='utf-8')
    done = subprocess.run(
        [binary, *case.args], cwd=folder, input=case.stdin.encode(),
        env=clean_environment() | dict(case.env), capture_output=True,
        timeout=TIMEOUT_SECONDS, check=False)
    wrong = []
    if done.returncode != case.status:
      wrong.append(f'exit code is {done.returncode}, not {case.status}')
    for what, got, want in (('stdout', done.stdout, case.stdout),
                            ('stderr', done.stderr, case.stderr)):
      if want is not None:
        wrong += mismatch(what, got.decode(), want)
    for path, want in case.files.items():
      if want is None:
        if (folder / path).exists():
          wrong.append(f'{path} should not exist')
      else:
        wrong += mismatch(path, read_text(folder / path), want)
    return wrong


def main() -> int:
  binary = pathlib.Path(sys.argv[1]).resolve()
  wanted = sys.argv[2:]
  chosen = [c for c in cases.CASES if not wanted or c.name in wanted]
  names = [case.name for case in cases.CASES]
  assert chosen and len(names) == len(set(names)), 'no such case, or two of one'
  failed = 0
  for case in chosen:
    wrong = failures(case, binary)
    failed += bool(wrong)
    for line in wrong:
      print(f'{case.name}: {line}')
  print(f'{len(chosen)} cases, {failed} failed')
  return 1 if failed else 0


if __name__ == '__main__':
  sys.exit(main())
