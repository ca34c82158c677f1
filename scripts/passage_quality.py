#!/usr/bin/env python3
"""Measures `litany passages` and writes the tables of docs/quality.md.

  scripts/passage_quality.py [--litany BINARY] [--data DIR] [--only NAME ...]

Planted passages (scripts/planted) in carriers of made text and, where --data
has them, of real text; and collections with passages labelled by hand or by
how they came about. Exits with 1 if a gate fails. Python standard library,
and the `zstd` tool for the collections.
"""

from __future__ import annotations

import argparse
import functools
import os
import pathlib
import sys
import tempfile

import passage_measures as measures  # puts scripts/planted on the path
from measuring import Tool, table, write_between

import gold  # noqa: E402
import make  # noqa: E402
import plagdet  # noqa: E402
import score  # noqa: E402
import symbols  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
BEGIN, END = '<!-- passages:begin -->', '<!-- passages:end -->'
NAMES = ('planted', 'broadcasts', 'chapters', 'bills')

# Least PlagDet by kind, exact kinds with granularity 1.
EXACT_KINDS = ('verbatim', 'converted')
EXACT_GATE = .99
EDITED_GATES = {'edited-5': .95, 'edited-10': .92, 'edited-20': .85}
BROADCASTS_GATE, BROADCASTS_GRANULARITY = .997, 1.005
# The passim-like chains that the gate comes from (.996) are of 50 symbols or
# more. By default shorter shared text is reported too, between items that
# share an opener, and only the best place of each is judged.
GATED = ((('--min-length', '50'), 'every detection'), ((), 'best place only'))
BILLS_GATE = .96


def numbers(scores: plagdet.Scores) -> list[str]:
  return [
      str(scores.cases), f'{scores.plagdet:.4f}', f'{scores.precision:.4f}',
      f'{scores.recall:.4f}', f'{scores.granularity:.3f}'
  ]


COLUMNS = ('cases', 'PlagDet', 'precision', 'recall', 'granularity')


def planted_gates(name: str, judgement: plagdet.Judgement,
                  failures: list[str]) -> None:
  for kind in EXACT_KINDS:
    scores = judgement.scores(lambda m, k=kind: m.kind == k)
    if scores.cases and (scores.plagdet < EXACT_GATE or
                         scores.granularity != 1):
      failures.append(f'{name}, {kind}: PlagDet {scores.plagdet:.4f} at '
                      f'granularity {scores.granularity:.4f}; the gate is '
                      f'{EXACT_GATE} at 1')
  for kind, gate in EDITED_GATES.items():
    scores = judgement.scores(lambda m, k=kind: m.kind == k and m.length >= 50)
    if scores.plagdet < gate:
      failures.append(f'{name}, {kind} of 50 symbols or more: PlagDet '
                      f'{scores.plagdet:.4f}; the gate is {gate}')


def planted(tool: Tool, data: pathlib.Path, half: str, seed: int,
            failures: list[str], show: int) -> str:
  parts = []
  with tempfile.TemporaryDirectory() as scratch:
    folders = make.make(
        pathlib.Path(scratch), seed, ('zh', 'en'), (half,), 60,
        data if data.exists() else None, symbols.Converter())
    for folder in folders:
      name = folder.parent.name
      docs = folder / 'docs.jsonl'
      cases = gold.read(folder / 'gold.jsonl')
      partners = score.partners_of_roles(score.json_lines(docs))
      found = score.detections_of_run(tool.run('passages', docs), partners)
      judgement = score.judge(cases, found)
      planted_gates(name, judgement, failures)
      rows = [[group, *numbers(judgement.scores(select))]
              for group, select in score.groups(judgement)]
      parts.append(f'#### {name}\n\n' + table(('planted', *COLUMNS), rows))
      print_worst(name, judgement, show)
  return (f'### Planted passages, {half} half, seed {seed}\n\n' +
          '\n'.join(parts))


def print_worst(name: str, judgement: plagdet.Judgement, count: int) -> None:
  for line in score.worst(judgement, count):
    print(f'{name}: {line}', file=sys.stderr)


def broadcasts(tool: Tool, data: pathlib.Path, failures: list[str],
               show: int) -> str:
  docs = data / 'zh-xwlb-passages' / 'docs.jsonl.zst'
  rows = []
  for options in ((), ('--min-length', '50'), ('--exact',)):
    name = f'`{" ".join(options)}`' if options else 'defaults'
    for counted, judgement in zip(
        ('every detection', 'best place only'),
        measures.broadcasts(
            functools.partial(tool.run, 'passages'), docs, *options)):
      scores = judgement.scores()
      rows.append([name, counted, *numbers(scores),
                   f'{scores.micro_precision:.4f}',
                   f'{scores.micro_recall:.4f}'])
      if (options, counted) not in GATED:
        continue
      print_worst(f'broadcasts, {name}, {counted}', judgement, show)
      if (scores.plagdet < BROADCASTS_GATE or
          scores.granularity > BROADCASTS_GRANULARITY):
        failures.append(
            f'broadcasts, {name}, {counted}: PlagDet {scores.plagdet:.4f}, granularity '
            f'{scores.granularity:.4f}; the gates are {BROADCASTS_GATE} and '
            f'{BROADCASTS_GRANULARITY}')
  return ('### Items inside broadcasts (zh-xwlb-passages)\n\n' + table(
      ('options', 'counted', *COLUMNS, 'micro precision', 'micro recall'),
      rows))


def chapters(tool: Tool, data: pathlib.Path, failures: list[str],
             show: int) -> str:
  result = measures.chapters(functools.partial(tool.run, 'passages'),
                             data / 'zh-classical-histories')
  for by, value in result.average_precision.items():
    if round(value, 2) < 1:
      failures.append(f'chapters: average precision by {by} is {value:.4f}; '
                      'the gate is 1.00')
  least, median, mean = result.quantiles()
  for share, chapter, other in result.base_text[:show]:
    print(f'chapters: {share:.3f} of {chapter} found in {other}',
          file=sys.stderr)
  rows = [[f'average precision by {by}', f'{value:.4f}']
          for by, value in result.average_precision.items()]
  rows += [['base text found, mean of the chapters', f'{mean:.3f}'],
           ['base text found, median', f'{median:.3f}'],
           ['base text found, least', f'{least:.3f}']]
  return ('### Chapters under two commentaries (zh-classical-histories, '
          f'{result.pairs} pairs)\n\n' + table(('measure', 'value'), rows))


def bills(tool: Tool, data: pathlib.Path, failures: list[str],
          show: int) -> str:
  area, values = measures.alignments(
      functools.partial(tool.run, 'passages'),
      data / 'en-bills-model-legislation' / 'alignments.jsonl')
  if area < BILLS_GATE:
    failures.append(f'bills: AUC {area:.4f}; the gate is {BILLS_GATE}')
  for found, name in sorted(values['boilerplate'], reverse=True)[:show]:
    print(f'bills: boilerplate {name}: {found} matched', file=sys.stderr)
  for found, name in sorted(values['substantive'])[:show]:
    print(f'bills: substantive {name}: {found} matched', file=sys.stderr)
  rows = [[
      str(len(values['substantive'])),
      str(len(values['boilerplate'])), f'{area:.4f}'
  ]]
  return ('### Substance and boilerplate in bills '
          '(en-bills-model-legislation, `--min-length 12`)\n\n' +
          table(('substantive', 'boilerplate', 'AUC by matched symbols'), rows))


def main() -> int:
  parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
  parser.add_argument('--litany', type=pathlib.Path,
                      default=os.environ.get(
                          'LITANY_BINARY', ROOT / 'build/dev/src/cli/litany'))
  parser.add_argument('--data', type=pathlib.Path,
                      default=os.environ.get('LITANY_DATA',
                                             ROOT.parent / 'shared' / 'data'),
                      help='folder of the collections (default: $LITANY_DATA)')
  parser.add_argument('--only', nargs='+', choices=NAMES, default=NAMES)
  parser.add_argument('--half', choices=make.HALVES, default='test')
  parser.add_argument('--seed', type=int, default=1)
  parser.add_argument('--show', type=int, default=0, metavar='N',
                      help='print the N worst of each to standard error')
  parser.add_argument('--page', type=pathlib.Path,
                      default=ROOT / 'docs' / 'quality.md',
                      help='page to write the tables into')
  options = parser.parse_args()
  data = pathlib.Path(options.data)
  tool = Tool(pathlib.Path(options.litany).resolve())
  failures: list[str] = []
  parts = []
  if 'planted' in options.only:
    parts.append(planted(tool, data, options.half, options.seed, failures,
                         options.show))
  for name, folder, measure in (
      ('broadcasts', 'zh-xwlb-passages', broadcasts),
      ('chapters', 'zh-classical-histories', chapters),
      ('bills', 'en-bills-model-legislation', bills)):
    if name not in options.only:
      continue
    if not (data / folder).exists():
      print(f'passage_quality: SKIP {name}: {data / folder} does not exist',
            file=sys.stderr)
      parts.append(f'### {name}\n\nSKIP: the collection is not here.\n')
      continue
    parts.append(measure(tool, data, failures, options.show))
  tool.close()
  page = '\n'.join(parts)
  print(page)
  if set(options.only) == set(NAMES):
    write_between(options.page, BEGIN, END, page)
  for failure in failures:
    print(f'passage_quality: FAILED {failure}', file=sys.stderr)
  return 1 if failures else 0


if __name__ == '__main__':
  sys.exit(main())
