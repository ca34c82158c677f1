#!/usr/bin/env python3
"""Measures `litany templates` and writes tables for docs/quality.md.

  scripts/template_quality.py [--litany BINARY] [--data DIR] [--only NAME ...]

planted: made-up sites whose furniture is known (litany synth --kind sites);
logs: templates of log messages, beside Drain3; html: furniture of sites of
HTML manuals; webpages: furniture of single web pages. Exits with 1 if a gate fails. Needs drain3 (.venv) for its row
of the logs, and the `zstd` tool.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import pathlib
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable

import template_measures as measures
from measuring import Tool, table, write_between

ROOT = pathlib.Path(__file__).resolve().parent.parent

BEGIN, END = '<!-- templates:begin -->', '<!-- templates:end -->'
NAMES = ('planted', 'logs', 'html', 'webpages')

# One setting for all.
LOG_OPTIONS = ('--records', 'line')
SITE_OPTIONS: tuple[str, ...] = ()

SYSTEMS = ('HDFS', 'Zookeeper', 'BGL', 'HPC', 'Linux', 'Android', 'HealthApp',
           'Proxifier')
GROUP_GATE, PATTERN_GATE, TYPE_GATE = .98, .95, .95
GA_GATE, FTA_GATE, SPEED_GATE = .90, .60, 100
SPEED_LINES = 1_000_000
F1_GATE, LOST_GATE = .80, .02
CURVE = (5, 20, 100, None)
VARIANT_GATES = {'dots': .99, 'trad': .99, 'viewer': .98, 'portal': .97,
                 'forum': .96, 'template': .95}

PUBLISHED = 'Drain3, its example file'
# What the example configuration of Drain3 masks, each bounded by what is no
# letter or digit.
DRAIN_MASKS = (
    (r'(?:[0-9a-f]{2,}:){3,}[0-9a-f]{2,}', 'ID'),
    (r'\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}', 'IP'),
    (r'(?:[0-9a-f]{6,} ?){3,}', 'SEQ'),
    (r'(?:[0-9A-F]{4} ?){4,}', 'SEQ'),
    (r'0x[a-f0-9A-F]+', 'HEX'),
    (r'[-+]?\d+', 'NUM'),
)


def write_json_lines(path: pathlib.Path, rows: Iterable[dict]) -> None:
  with path.open('w', encoding='utf-8', newline='\n') as out:
    for row in rows:
      out.write(json.dumps(row, ensure_ascii=False) + '\n')


# --- logs ------------------------------------------------------------------


def drain(messages: list[str], masks: bool,
          delimiters: tuple[str, ...] = ()) -> tuple[list[str], float]:
  """Templates by Drain3 of each message, and seconds."""
  # pylint: disable=import-outside-toplevel
  from drain3 import TemplateMiner
  from drain3.masking import MaskingInstruction
  from drain3.template_miner_config import TemplateMinerConfig
  config = TemplateMinerConfig()
  config.drain_sim_th, config.drain_depth = .4, 4
  config.drain_max_children = 100
  config.drain_extra_delimiters = list(delimiters)
  config.profiling_enabled = False
  if masks:
    config.mask_prefix, config.mask_suffix = '<:', ':>'
    config.masking_instructions = [
        MaskingInstruction(rf'(?<![A-Za-z0-9]){regex}(?![A-Za-z0-9])', name)
        for regex, name in DRAIN_MASKS
    ] + [MaskingInstruction(r'(?<=executed cmd )".+?"', 'CMD')]
  miner = TemplateMiner(config=config)
  begin = time.monotonic()
  clusters = [miner.add_log_message(m)['cluster_id'] for m in messages]
  seconds = time.monotonic() - begin
  templates = {c.cluster_id: c.get_template() for c in miner.drain.clusters}
  return [measures.normal(re.sub(r'<:\w+:>', '<*>', templates[c]))
          for c in clusters], seconds


def logs(tool: Tool, data: pathlib.Path, failures: list[str],
         show: int) -> str:
  try:
    import drain3  # pylint: disable=import-outside-toplevel,unused-import
    drains = (('Drain3, defaults', False, ()),
              (PUBLISHED, True, ('_',)),
              ('same, without its delimiter', True, ()))
  except ImportError:
    print('template_quality: SKIP Drain3: not installed', file=sys.stderr)
    drains = ()
  scores = collections.defaultdict(dict)
  drain_seconds = dict.fromkeys((name for name, *_ in drains), 0.)
  everything: list[str] = []
  with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch)
    for system in SYSTEMS:
      rows = list(measures.json_lines(data / f'{system}.jsonl.zst'))
      messages = [row['text'] for row in rows]
      golds = [measures.normal(row['template_corrected']) for row in rows]
      everything += messages
      docs = folder / f'{system}.log'
      docs.write_bytes(''.join(m + '\n' for m in messages).encode())
      ids = [f'{docs.name}:{n}' for n in range(1, len(rows) + 1)]
      gold = folder / f'{system}.gold.jsonl'
      write_json_lines(gold, ({'id': i, 'text': m, 'template': g}
                              for i, m, g in zip(ids, messages, golds)))
      run = tool.run('templates', docs, *LOG_OPTIONS)
      predicted = measures.predicted_templates(run)
      mine = measures.score_parsing(
          (g, predicted.get(i, measures.normal(m)))
          for i, g, m in zip(ids, golds, messages))
      scores['litany'][system] = mine
      theirs = tool.eval(run, gold, '--gold-field', 'template', '--score',
                         'templates', '--show', str(show))
      for name in ('ga', 'fga', 'pa', 'fta'):
        if abs(theirs[name] - getattr(mine, name)) > 1e-5:
          failures.append(f'logs, {system}: litany eval says {name} '
                          f'{theirs[name]}, the script {getattr(mine, name)}')
      for wrong in theirs['worst'][:show]:
        print(f'{system}: {wrong["documents"]} in {wrong["groups"]} groups\n'
              f'  gold {wrong["gold"]}\n  run  {wrong["predicted"]}',
              file=sys.stderr)
      for name, masks, delimiters in drains:
        found, seconds = drain(messages, masks, delimiters)
        drain_seconds[name] += seconds
        scores[name][system] = measures.score_parsing(zip(golds, found))
    times = -(-SPEED_LINES // len(everything))
    docs = folder / 'all.log'
    docs.write_bytes(''.join(m + '\n' for m in everything).encode() * times)
    tool.run('templates', docs, *LOG_OPTIONS)
    speed = times * len(everything) / tool.seconds
  means = {}
  table_rows = []
  for name, by_system in scores.items():
    means[name] = measures.ParsingScores(
        *(statistics.mean(getattr(s, field) for s in by_system.values())
          for field in ('ga', 'fga', 'pa', 'fta')))
    table_rows += [[name, system, *s.cells()]
                   for system, s in by_system.items()]
    table_rows.append([f'**{name}**', '**mean**', *means[name].cells()])
  mine = means['litany']
  for field, gate in (('ga', GA_GATE), ('fta', FTA_GATE)):
    if getattr(mine, field) < gate:
      failures.append(f'logs: mean {field.upper()} {getattr(mine, field):.4f}; '
                      f'the gate is {gate}')
    for name in drain_seconds:
      if getattr(means[name], field) >= getattr(mine, field):
        failures.append(f'logs: {name} has {field.upper()} '
                        f'{getattr(means[name], field):.4f}')
  speeds = [['litany', f'{speed:,.0f}', '']]
  for name, seconds in drain_seconds.items():
    rate = len(everything) / seconds
    speeds.append([name, f'{rate:,.0f}', f'{speed / rate:.1f}'])
    if name == PUBLISHED and speed < SPEED_GATE * rate:
      failures.append(f'logs: {speed / rate:.1f} times the lines a second of '
                      f'{name}; the gate is {SPEED_GATE}')
  return ('### Templates of log messages (logs-loghub2k, corrected labels, '
          f'`{" ".join(LOG_OPTIONS)}`)\n\n' +
          table(('parser', 'system', 'GA', 'FGA', 'PA', 'FTA'), table_rows) +
          '\n' + table(('parser', 'lines a second', 'litany is faster by'),
                       speeds))


# --- planted sites ---------------------------------------------------------


def planted(tool: Tool, data: pathlib.Path, failures: list[str],
            show: int) -> str:
  del data
  with tempfile.TemporaryDirectory() as scratch:
    docs = pathlib.Path(scratch, 'docs.jsonl')
    tool.synth(docs, '--kind', 'sites')
    run = tool.run('templates', docs, *SITE_OPTIONS)
    texts = {row['id']: row['text'] for row in measures.json_lines(docs)}
    gold = list(measures.json_lines(docs.with_suffix('.gold.jsonl')))
  scores = measures.score_planted(run, gold, texts)
  for note in scores.notes[:show]:
    print(f'planted: {note}', file=sys.stderr)
  for name, found, gate in (('group accuracy', scores.groups, GROUP_GATE),
                            ('exact patterns', scores.patterns, PATTERN_GATE),
                            ('gap types', scores.types, TYPE_GATE)):
    if found < gate:
      failures.append(f'planted: {name} {found:.4f}; the gate is {gate}')
  if scores.prose_lines:
    failures.append(f'planted: text of {scores.prose_lines} lines of prose is '
                    'called template')
  return ('### Planted sites (50 sources of 200 pages)\n\n' + table(
      ('measure', 'value'),
      [['lines of furniture in their group, none missing', f'{scores.groups:.4f}'],
       ['patterns exact', f'{scores.patterns:.4f}'],
       ['gap types', f'{scores.types:.4f}'],
       ['lines of prose touched', str(scores.prose_lines)]]))


# --- furniture -------------------------------------------------------------


def html(tool: Tool, data: pathlib.Path, failures: list[str],
         show: int) -> str:
  pages = collections.defaultdict(list)
  for row in measures.json_lines(data / 'docs.jsonl.zst'):
    text, labels = measures.strip_tags(row['html'], row['source'])
    pages[row['source']].append((row['id'], row['url'], text, labels))
  rows = []
  with tempfile.TemporaryDirectory() as scratch:
    for count in CURVE:
      docs = pathlib.Path(scratch, 'docs.jsonl')
      write_json_lines(docs, ({'id': name, 'url': url, 'text': text}
                              for site in pages.values()
                              for name, url, text, _ in site[:count]))
      spans = measures.template_spans(tool.run('templates', docs,
                                               *SITE_OPTIONS))
      by_site = {}
      for site, own in pages.items():
        each = [(measures.count_furniture(text, labels, spans.get(name, ())),
                 name) for name, _, text, labels in own[:count]]
        by_site[site] = sum((one for one, _ in each), measures.Furniture())
        rows.append([str(count or 'all'), site, *by_site[site].cells()])
        if count is None:
          for one, name in sorted(each, key=lambda e: -e[0].lost)[:show]:
            print(f'html: {name}: {one.lost} of content lost, {one.missed} of '
                  'furniture missed', file=sys.stderr)
          if by_site[site].content_lost > LOST_GATE:
            failures.append(f'html: {site} loses '
                            f'{by_site[site].content_lost:.3f} of its content; '
                            f'the gate is {LOST_GATE}')
      mean = statistics.mean(one.f1 for one in by_site.values())
      rows.append([str(count or 'all'), '**mean**', f'{mean:.3f}', '', '', ''])
      if count is None and mean < F1_GATE:
        failures.append(f'html: mean furniture F1 {mean:.3f}; the gate is '
                        f'{F1_GATE}')
  return ('### Furniture of sites (html-sites, letters and digits)\n\n' +
          table(('pages of each', 'site', *measures.FURNITURE_COLUMNS), rows))


def line_spans(text: str) -> Iterable[tuple[int, int]]:
  at = 0
  for line in text.split('\n'):
    yield at, at + len(line)
    at += len(line) + 1


def masked(line: str) -> str:
  return re.sub(r'\d+', '0', line.strip())


def repeated_lines(texts: dict[str, str], group: dict[str, str]) -> dict:
  """Spans of lines that stand, digits masked, on pages of two groups."""
  groups = collections.defaultdict(set)
  for name, text in texts.items():
    for line in text.split('\n'):
      groups[masked(line)].add(group[name])
  return {
      name: [span for span in line_spans(text)
             if len(groups[masked(text[slice(*span)])]) > 1]
      for name, text in texts.items()
  }


def webpages(tool: Tool, data: pathlib.Path, failures: list[str],
             show: int) -> str:
  del failures, show  # measured beside a reference, not gated
  rows = []
  with tempfile.TemporaryDirectory() as scratch:
    for language in ('zh', 'en'):
      whole, main = {}, {}
      for row in measures.json_lines(
          data / f'{language}-webpages-main-text' / 'docs.jsonl.zst'):
        if row['id'].startswith('main-'):
          main[row['cluster']] = {l.strip() for l in row['text'].split('\n')}
        else:
          whole[row['id']] = row
      docs = pathlib.Path(scratch, f'{language}.jsonl')
      write_json_lines(docs, whole.values())
      # The field `source` names the collection, not the site: the url does,
      # where there is one.
      run = tool.run('templates', docs, *SITE_OPTIONS)
      copies = tool.run('dedup', docs, '--threshold', '.6')
      group, source = {}, {}
      for row in measures.json_lines(copies / 'documents.jsonl'):
        group[row['id']] = row['cluster'] or row['id']
        source[row['id']] = row['source']
      pages_of = collections.Counter(source.values())
      texts = {name: row['text'] for name, row in whole.items()}
      found = {'litany': measures.template_spans(run),
               'collapsed repeat rule': repeated_lines(texts, group)}
      for which, least in (('all pages', 1), ('sources of 5 or more', 5)):
        names = [n for n in texts if pages_of[source[n]] >= least and
                 (least == 1 or source[n] != '-')]
        if not names:
          continue
        for rule, spans in found.items():
          total = measures.Furniture()
          for name in names:
            labels = bytearray()
            for line in texts[name].split('\n'):
              furniture = line.strip() not in main[whole[name]['cluster']]
              labels += bytes([furniture]) * (len(line) + 1)
            total += measures.count_furniture(texts[name], labels,
                                              spans.get(name, ()))
          rows.append([language, which, str(len(names)), rule, *total.cells()])
  return ('### Furniture of web pages (zh-, en-webpages-main-text, letters and '
          'digits)\n\n' +
          table(('language', 'of', 'pages', 'rule',
                 *measures.FURNITURE_COLUMNS), rows))


# --- variants through find -------------------------------------------------


def main() -> int:
  parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
  parser.add_argument('--litany', type=pathlib.Path,
                      default=os.environ.get(
                          'LITANY_BINARY', ROOT / 'build/dev/src/cli/litany'))
  parser.add_argument('--data', type=pathlib.Path,
                      default=os.environ.get('LITANY_DATA',
                                             ROOT.parent / 'shared' / 'data'),
                      help='folder of the collections (default: $LITANY_DATA)')
  parser.add_argument('--only', default=','.join(NAMES), metavar='NAME,...',
                      help=f'of {", ".join(NAMES)}')
  parser.add_argument('--show', type=int, default=0, metavar='N',
                      help='print the N worst of each to standard error')
  parser.add_argument('--page', type=pathlib.Path,
                      default=ROOT / 'docs' / 'quality.md',
                      help='page to write the tables into, if all are made')
  options = parser.parse_args()
  only = options.only.split(',')
  if unknown := set(only) - set(NAMES):
    parser.error(f'--only: no {", ".join(sorted(unknown))}; there are '
                 f'{", ".join(NAMES)}')
  data = pathlib.Path(options.data)
  tool = Tool(pathlib.Path(options.litany).resolve())
  failures: list[str] = []
  parts = []
  for name, folder, needs, measure in (
      ('planted', '', '', planted),
      ('logs', 'logs-loghub2k', 'logs-loghub2k', logs),
      ('html', 'html-sites', 'html-sites', html),
      ('webpages', '', 'en-webpages-main-text', webpages)):
    if name not in only:
      continue
    if needs and not (data / needs).exists():
      print(f'template_quality: SKIP {name}: {data / needs} does not exist',
            file=sys.stderr)
      parts.append(f'### {name}\n\nSKIP: the collection is not here.\n')
      continue
    parts.append(measure(tool, data / folder, failures, options.show))
    print(parts[-1], flush=True)
  tool.close()
  if set(only) == set(NAMES):
    write_between(options.page, BEGIN, END, '\n'.join(parts))
  for failure in failures:
    print(f'template_quality: FAILED {failure}', file=sys.stderr)
  return 1 if failures else 0


if __name__ == '__main__':
  sys.exit(main())
