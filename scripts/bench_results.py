#!/usr/bin/env python3
"""Merges medians of Google Benchmark into bench/results/DATE-CPU.json, with
what they were measured on, and writes the table of speeds of README.md.

  scripts/bench_results.py RESULT.json...

The README keeps its table if the results lack one of its rows.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

from measuring import table, write_between

ROOT = pathlib.Path(__file__).resolve().parent.parent
BEGIN, END = '<!-- bench:begin -->', '<!-- bench:end -->'
# A row's name and the benchmark of kernels_bench, without its target.
ROWS = (
    ('Chinese', 'all/zh/128'),
    ('English, words', 'all/en/128'),
    ('English, `--unit char`', 'all/en_char/128'),
)
TARGETS = (('portable', 'scalar'), ('AVX2', 'avx2'), ('AVX-512', 'avx3_dl'))


def first_line(*command: str) -> str:
  done = subprocess.run(
      command, cwd=ROOT, capture_output=True, text=True, check=False)
  return (done.stdout.splitlines() or [''])[0]


def processor() -> str:
  for line in pathlib.Path('/proc/cpuinfo').read_text('utf-8').splitlines():
    if line.startswith('model name'):
      return line.split(':')[1].strip()
  return 'unknown'


def compiler() -> str:
  cache = ROOT / 'build' / 'bench' / 'CMakeCache.txt'
  found = None
  if cache.exists():
    found = re.search(r'^CMAKE_CXX_COMPILER:\w+=(.*)$',
                      cache.read_text('utf-8'), re.M)
  return first_line(found[1] if found else 'c++', '--version')


def merge(files: list[pathlib.Path]) -> dict:
  benchmarks = []
  date = ''
  for file in files:
    result = json.loads(file.read_text('utf-8'))
    date = date or result['context']['date']
    for row in result['benchmarks']:
      if row.get('aggregate_name', 'median') == 'median':
        benchmarks.append({'program': file.stem, **row})
  dirty = first_line('git', 'status', '--porcelain', '--untracked-files=no')
  return {
      'date': date,
      'cpu': processor(),
      'cores': len(os.sched_getaffinity(0)),
      'compiler': compiler(),
      'commit': first_line('git', 'rev-parse', 'HEAD') +
                (' and changes' if dirty else ''),
      'simd': os.environ.get('LITANY_SIMD') or best_target(benchmarks),
      'load': os.getloadavg()[0],
      'benchmarks': benchmarks,
  }


def best_target(benchmarks: list[dict]) -> str:
  """The last target that kernels_bench ran: it goes from plain to wide."""
  targets = [
      row['run_name'].split('/')[-1]
      for row in benchmarks
      if row['program'] == 'kernels_bench' and '/' in row['run_name']
  ]
  return targets[-1] if targets else 'unknown'


def speeds(benchmarks: list[dict]) -> dict[str, float]:
  """Median bytes a second by name."""
  return {
      row['run_name']: row['bytes_per_second']
      for row in benchmarks
      if row.get('aggregate_name') == 'median' and 'bytes_per_second' in row
  }


def readme_table(result: dict) -> str | None:
  found = speeds(result['benchmarks'])
  rows = []
  for name, benchmark in ROWS:
    cells = [found.get(f'{benchmark}/{target}') for _, target in TARGETS]
    if None in cells:
      return None
    rows.append([name] + [f'{cell / 1e9:.2f}' for cell in cells])
  return table(['text'] + [name for name, _ in TARGETS], rows)


def main() -> int:
  parser = argparse.ArgumentParser(description=__doc__.split('\n\n')[0])
  parser.add_argument('results', nargs='+', type=pathlib.Path)
  parser.add_argument('--folder', type=pathlib.Path,
                      default=ROOT / 'bench' / 'results')
  parser.add_argument('--readme', type=pathlib.Path, default=ROOT / 'README.md')
  arguments = parser.parse_args()
  result = merge(arguments.results)
  name = re.sub(r'[^a-z0-9]+', '-', result['cpu'].lower()).strip('-')
  arguments.folder.mkdir(parents=True, exist_ok=True)
  path = arguments.folder / f'{result["date"][:10]}-{name}.json'
  path.write_text(json.dumps(result, indent=1) + '\n', 'utf-8')
  print(path, file=sys.stderr)
  rows = readme_table(result)
  if rows is None:
    print(f'{arguments.readme}: not every row was run; left as it is',
          file=sys.stderr)
  else:
    write_between(arguments.readme, BEGIN, END, '\n' + rows + '\n')
  return 0


if __name__ == '__main__':
  sys.exit(main())
