"""The networks of a run directory against its reuse.jsonl.

`check(folder)` reads the six files with networkx and csv, as a user would, and
compares them with what docs/formats/networks.md says they hold.
"""

from __future__ import annotations

import collections
import csv
import json
import pathlib
from xml.etree import ElementTree

import networkx as nx

# What a decimal of six places may differ by.
SHARE_ERROR = 5e-7


def xml_text(text: str) -> str:
  """`text` as XML 1.0 can hold it."""
  allowed = lambda c: c in '\t\n\r' or ' ' <= c <= '\ud7ff' or (
      '\ue000' <= c <= '\ufffd') or c >= '\U00010000'
  return ''.join(c if allowed(c) else '\ufffd' for c in text)


def first_day(date: str) -> str:
  return (date[:10] + '-01-01')[:10] if len(date) < 7 else (date[:10] +
                                                            '-01')[:10]


def reuse(folder: pathlib.Path) -> list[dict]:
  with (folder / 'reuse.jsonl').open(encoding='utf-8', newline='\n') as lines:
    return [json.loads(line) for line in lines]


class Expected:
  """Nodes by label and edges by (from, to), both as {attribute: value} without
  what is not known; and the days they start on."""

  def __init__(self):
    self.nodes: dict[str, dict] = {}
    self.edges: dict[tuple[str, str], dict] = {}
    self.node_start: dict[str, str] = {}
    self.edge_start: dict[tuple[str, str], str] = {}


def _known(values: dict) -> dict:
  return {k: v for k, v in values.items() if v not in (None, '')}


def documents(rows: list[dict]) -> Expected:
  found = Expected()
  taken, given = collections.Counter(), collections.Counter()
  for row in rows:
    taken[row['id']] += row['chars']
    given[row['from']] += row['chars']
  for row in rows:
    for name, source, date in ((row['id'], row['source'], row['date']),
                               (row['from'], row['from_source'],
                                row['from_date'])):
      found.nodes[name] = _known({
          'source': source,
          'date': date,
          'taken': taken[name],
          'given': given[name]
      })
      if date:
        found.node_start[name] = first_day(date)
    ends = row['from'], row['id']
    found.edges[ends] = _known({
        'weight': row['chars'],
        'passages': row['passages'],
        'share': row['share'],
        'from_source': row['from_source'],
        'to_source': row['source'],
        'from_date': row['from_date'],
        'to_date': row['date']
    })
    if row['date']:
      found.edge_start[ends] = first_day(row['date'])
  return found


def sources(rows: list[dict]) -> Expected:
  found = Expected()
  rows = [r for r in rows if '-' not in (r['source'], r['from_source'])]
  for name in {r['source'] for r in rows} | {r['from_source'] for r in rows}:
    taken = [r for r in rows if r['source'] == name]
    given = [r for r in rows if r['from_source'] == name]
    dates = [r['date'] for r in taken if r['date']]
    dates += [r['from_date'] for r in given if r['from_date']]
    found.nodes[name] = _known({
        'documents': len({r['id'] for r in taken} | {r['from'] for r in given}),
        'first_date': min(dates, default=None),
        'taken': sum(r['chars'] for r in taken),
        'given': sum(r['chars'] for r in given)
    })
    if dates:
      found.node_start[name] = first_day(min(dates))
  for ends in {(r['from_source'], r['source']) for r in rows}:
    here = [r for r in rows if (r['from_source'], r['source']) == ends]
    dates = [r['date'] for r in here if r['date']]
    found.edges[ends] = _known({
        'weight': sum(r['chars'] for r in here),
        'documents': len({r['id'] for r in here}),
        'passages': sum(r['passages'] for r in here),
        'first_date': min(dates, default=None),
        'last_date': max(dates, default=None)
    })
    if dates:
      found.edge_start[ends] = first_day(min(dates))
  return found


def _same(got: dict, want: dict, where: object) -> None:
  assert got.keys() == want.keys(), (where, got, want)
  for key, value in want.items():
    if isinstance(value, float):
      assert abs(got[key] - value) < SHARE_ERROR, (where, key)
    else:
      in_xml = xml_text(value) if isinstance(value, str) else value
      assert got[key] == in_xml, (where, key, got[key], value)


def _check_graph(graph: nx.DiGraph, want: Expected, ignored: set[str]) -> None:
  """Nodes are n0, n1, ... in byte order of label."""
  assert graph.is_directed() and not graph.is_multigraph()
  labels = sorted(want.nodes, key=lambda name: name.encode('utf-8'))
  assert list(graph) == [f'n{i}' for i in range(len(labels))]
  for i, label in enumerate(labels):
    values = dict(graph.nodes[f'n{i}'])
    assert values.pop('label') == xml_text(label)
    values = {k: v for k, v in values.items() if k not in ignored}
    _same(values, want.nodes[label], label)
  number = {label: f'n{i}' for i, label in enumerate(labels)}
  edges = {(number[a], number[b]): (a, b) for a, b in want.edges}
  assert set(graph.edges) == set(edges)
  for ends, names in edges.items():
    values = {k: v for k, v in graph.edges[ends].items() if k not in ignored}
    _same(values, want.edges[names], names)


def _check_starts(path: pathlib.Path, want: Expected) -> None:
  space = {'g': 'http://gexf.net/1.3'}
  root = ElementTree.parse(path).getroot()
  labels = {}
  for node in root.iterfind('.//g:node', space):
    labels[node.get('id')] = node.get('label')
    starts = {xml_text(k): v for k, v in want.node_start.items()}
    # Labels that XML cannot tell apart may have either start.
    assert node.get('start') in {
        want.node_start.get(name)
        for name in want.nodes
        if xml_text(name) == node.get('label')
    }, (node.get('label'), starts)
  for edge in root.iterfind('.//g:edge', space):
    ends = labels[edge.get('source')], labels[edge.get('target')]
    assert edge.get('start') in {
        want.edge_start.get(names)
        for names in want.edges
        if (xml_text(names[0]), xml_text(names[1])) == ends
    }, ends


def _check_csv(path: pathlib.Path, want: Expected) -> None:
  with path.open(encoding='utf-8', newline='') as file:
    rows = list(csv.DictReader(file, strict=True))
  assert [(r['source'], r['target']) for r in rows] == sorted(
      want.edges, key=lambda ends: [e.encode('utf-8') for e in ends])
  for row in rows:
    ends = row.pop('source'), row.pop('target')
    values = {k: v for k, v in row.items() if v}
    assert values.keys() == want.edges[ends].keys(), ends
    for key, value in want.edges[ends].items():
      if isinstance(value, float):
        assert abs(float(values[key]) - value) < SHARE_ERROR, (ends, key)
      else:
        assert values[key] == str(value), (ends, key)


def check(folder: pathlib.Path) -> None:
  rows = reuse(folder)
  for name, want in (('documents', documents(rows)), ('sources',
                                                      sources(rows))):
    _check_graph(nx.read_graphml(folder / f'{name}.graphml'), want, set())
    graph = nx.read_gexf(folder / f'{name}.gexf', version='1.3')
    # Not in the file: networkx numbers edges, and adds the days.
    _check_graph(graph, want, {'id', 'start'})
    _check_starts(folder / f'{name}.gexf', want)
    _check_csv(folder / f'{name}-edges.csv', want)
