"""Pipes, signals and streams of a litany process.

  process_test.py BINARY [unittest options]
"""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

import run_cases

BINARY = pathlib.Path()


def line(number: int) -> str:
  """A record like no other."""
  words = ' '.join(f'd{number}w{i}' for i in range(12))
  return json.dumps({'id': f'd{number}', 'text': words}) + '\n'


class ProcessTest(unittest.TestCase):

  def setUp(self):
    folder = tempfile.TemporaryDirectory(prefix='litany-cli-')
    self.addCleanup(folder.cleanup)
    self.folder = pathlib.Path(folder.name)
    (self.folder / 'in.jsonl').write_text(''.join(map(line, range(3000))))

  def start(self, *args: str, **options) -> subprocess.Popen:
    process = subprocess.Popen(
        [BINARY, *args], cwd=self.folder, env=run_cases.clean_environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    self.addCleanup(process.stdout.close)
    self.addCleanup(process.stderr.close)
    self.addCleanup(process.wait)
    self.addCleanup(process.kill)
    return process

  def run_litany(self, *args: str) -> tuple[int, bytes, bytes]:
    process = self.start(*args, stdin=subprocess.DEVNULL)
    stdout, stderr = process.communicate(timeout=60)
    return process.returncode, stdout, stderr

  def expect_quiet_end_after_one_line(self, *args: str):
    """As with `| head -1`: more than a pipe holds is never read."""
    process = self.start(*args)
    first = process.stdout.readline()
    process.stdout.close()
    self.assertIn(b'"id"', first)
    self.assertEqual(process.wait(timeout=60), 0)
    self.assertEqual(process.stderr.read(), b'')

  def test_closed_pipe_ends_dedup_quietly(self):
    self.expect_quiet_end_after_one_line('dedup', 'in.jsonl', '-o', '-')

  def test_closed_pipe_ends_fold_quietly(self):
    self.expect_quiet_end_after_one_line('fold', 'in.jsonl')

  def test_closed_pipe_ends_synth_quietly(self):
    self.expect_quiet_end_after_one_line('synth', '-o', '-')

  def test_closed_pipe_does_not_cost_the_kept_records(self):
    self.expect_quiet_end_after_one_line('dedup', 'in.jsonl', '-o', '-',
                                         '--write', 'kept.jsonl')
    self.assertEqual((self.folder / 'kept.jsonl').read_bytes(),
                     (self.folder / 'in.jsonl').read_bytes())

  def test_full_disk_below_standard_output_is_an_error(self):
    for args in (['--version'], ['dedup', '--help'],
                 ['dedup', 'in.jsonl', '--json', '--force'],
                 ['dedup', 'in.jsonl', '-o', '-'], ['fold', 'in.jsonl']):
      with self.subTest(args), open('/dev/full', 'wb') as full:
        done = subprocess.run([BINARY, *args], cwd=self.folder, stdout=full,
                              stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'No space left on device', done.stderr)

  def test_json_is_one_value_and_all_of_standard_output(self):
    code, stdout, stderr = self.run_litany('dedup', 'in.jsonl', '--json')
    self.assertEqual(code, 0)
    summary = json.loads(stdout)
    self.assertEqual(summary['counts']['documents'], 3000)
    self.assertEqual(stdout,
                     (self.folder / 'litany-out/summary.json').read_bytes())
    self.assertIn(b'documents read', stderr)

  def test_dash_output_prints_documents_and_makes_no_folder(self):
    self.assertEqual(self.run_litany('dedup', 'in.jsonl')[0], 0)
    table = (self.folder / 'litany-out/documents.jsonl').read_bytes()
    before = sorted(self.folder.iterdir())
    code, stdout, _ = self.run_litany('dedup', 'in.jsonl', '-o', '-')
    self.assertEqual(code, 0)
    self.assertEqual(stdout, table)
    self.assertEqual(sorted(self.folder.iterdir()), before)

  def test_progress_as_json_is_json_lines_on_standard_error(self):
    code, _, stderr = self.run_litany('dedup', 'in.jsonl', '--progress', 'json')
    self.assertEqual(code, 0)
    events = [json.loads(l) for l in stderr.splitlines() if l[:1] == b'{']
    stages = list(dict.fromkeys(event['stage'] for event in events))
    self.assertEqual(stages, ['read', 'candidates', 'verify', 'write'])

  def test_no_colour_and_no_progress_without_a_terminal(self):
    _, _, stderr = self.run_litany('dedup', 'in.jsonl')
    self.assertNotIn(b'\x1b', stderr)
    self.assertNotIn(b'\r', stderr)

  def expect_signal_ends(self, signum: int, code: int):
    """The run waits in a pipe for its first record when the signal comes."""
    pipe = self.folder / 'pipe.jsonl'
    os.mkfifo(pipe)
    process = self.start('dedup', 'pipe.jsonl', '--threads', '1')
    with open(pipe, 'w', encoding='utf-8') as out:  # waits for the reader
      process.send_signal(signum)
      out.write(line(1))
    self.assertEqual(process.wait(timeout=60), code)
    self.assertIn(b'interrupted', process.stderr.read())
    self.assertFalse((self.folder / 'litany-out/summary.json').exists())

  def test_interrupt_ends_with_130(self):
    self.expect_signal_ends(signal.SIGINT, 130)

  def test_termination_ends_with_143(self):
    self.expect_signal_ends(signal.SIGTERM, 143)


if __name__ == '__main__':
  BINARY = pathlib.Path(sys.argv.pop(1)).resolve()
  unittest.main()
