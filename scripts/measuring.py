"""What the scripts that measure Litany share: calling it, and their tables in
a page of docs/."""

from __future__ import annotations

import dataclasses
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable


def call(litany: pathlib.Path, *arguments: object) -> bytes:
  """Standard output of a command; ends the script if the command fails."""
  words = list(map(str, arguments))
  done = subprocess.run([litany, *words], capture_output=True, check=False)
  if done.returncode != 0:
    sys.exit(f'{pathlib.Path(sys.argv[0]).stem}: litany {" ".join(words)} '
             f'ended with {done.returncode}:\n'
             f'{done.stderr.decode(errors="replace")}')
  return done.stdout


@dataclasses.dataclass(frozen=True)
class Outcome:
  """What a process did and took."""
  code: int
  stdout: bytes
  stderr: str
  seconds: float
  cpu_seconds: float
  peak_bytes: int


def measured(command: Iterable[object],
             timeout: float | None = None,
             env: dict[str, str] | None = None) -> Outcome:
  """Runs a command (measure_command.py). What is not done after `timeout`
  seconds is killed: subprocess.TimeoutExpired."""
  measure = pathlib.Path(__file__).with_name('measure_command.py')
  with tempfile.NamedTemporaryFile('r', encoding='utf-8') as result:
    process = subprocess.Popen(
        [sys.executable, '-S', '-E', measure, result.name, *map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
        start_new_session=True)
    try:
      stdout, stderr = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
      os.killpg(process.pid, signal.SIGKILL)
      process.communicate()
      raise
    if process.returncode:
      raise OSError(stderr.decode(errors='replace'))
    cost = json.load(result)
  return Outcome(stdout=stdout, stderr=stderr.decode('utf-8', 'replace'), **cost)


class Tool:
  """The litany binary. Run directories last until `close`."""

  def __init__(self, path: pathlib.Path):
    self._path = path
    self._scratch = tempfile.TemporaryDirectory()
    self._runs = 0
    self.seconds = 0.  # of the last run

  def run(self, command: str, docs: pathlib.Path,
          *options: str) -> pathlib.Path:
    self._runs += 1
    out = pathlib.Path(self._scratch.name, str(self._runs))
    begin = time.monotonic()
    call(self._path, command, docs, '-o', out, *options)
    self.seconds = time.monotonic() - begin
    return out

  def synth(self, out: pathlib.Path, *options: object) -> None:
    call(self._path, 'synth', '-o', out, *options)

  def eval(self, run: pathlib.Path, gold: pathlib.Path, *options: str) -> dict:
    return json.loads(
        call(self._path, 'eval', run, '--gold', gold, '--json', *options))

  def close(self) -> None:
    self._scratch.cleanup()


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
  lines = ['| ' + ' | '.join(header) + ' |']
  lines.append('|' + '---|' * (lines[0].count('|') - 1))
  lines += ['| ' + ' | '.join(row) + ' |' for row in rows]
  return '\n'.join(lines) + '\n'


def write_between(page: pathlib.Path, begin: str, end: str,
                  content: str) -> None:
  """Replaces what stands between two marks of a page."""
  text = page.read_text('utf-8')
  if begin not in text or end not in text:
    sys.exit(f'{pathlib.Path(sys.argv[0]).stem}: {page} lacks {begin} or {end}')
  head, rest = text.split(begin)
  tail = rest.split(end)[1]
  page.write_text(f'{head}{begin}\n{content}{end}{tail}', 'utf-8')
