"""What scripts/bench_results.py, scripts/cost-curve and bench/peers make of
their measurements, on measurements whose answer is known."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import pathlib
import sys

import numpy as np
import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def load(path: str):
  file = ROOT / path
  name = file.stem.replace('-', '_')
  loader = importlib.machinery.SourceFileLoader(name, str(file))
  spec = importlib.util.spec_from_file_location(name, file, loader=loader)
  module = importlib.util.module_from_spec(spec)
  sys.modules[name] = module
  sys.path[:0] = [str(ROOT / 'scripts')]
  try:
    spec.loader.exec_module(module)
  finally:
    sys.path.remove(str(ROOT / 'scripts'))
  return module


@pytest.fixture(scope='module')
def results():
  return load('scripts/bench_results.py')


@pytest.fixture(scope='module')
def peer():
  return load('bench/peers/peer.py')


@pytest.fixture(scope='module')
def compare():
  return load('bench/peers/compare.py')


def benchmark_file(path: pathlib.Path, names: list[str]) -> pathlib.Path:
  rows = [{
      'name': f'{name}_median',
      'run_name': name,
      'aggregate_name': 'median',
      'bytes_per_second': (i + 1) * 1e8,
  } for i, name in enumerate(names)]
  path.write_text(
      json.dumps({
          'context': {'date': '2026-01-02T03:04:05'},
          'benchmarks': rows
      }))
  return path


def all_rows(results) -> list[str]:
  return [
      f'{benchmark}/{target}'
      for _, benchmark in results.ROWS
      for _, target in results.TARGETS
  ]


def test_results_are_merged_with_their_program(results, tmp_path):
  a = benchmark_file(tmp_path / 'kernels_bench.json', all_rows(results))
  b = benchmark_file(tmp_path / 'find_bench.json', ['BM_Find'])
  merged = results.merge([a, b])
  assert [row['program'] for row in merged['benchmarks']
         ] == ['kernels_bench'] * 9 + ['find_bench']
  assert merged['simd'] == 'avx3_dl'
  assert merged['cores'] >= 1


def test_readme_table_holds_medians_in_gigabytes(results, tmp_path):
  file = benchmark_file(tmp_path / 'kernels_bench.json', all_rows(results))
  lines = results.readme_table(results.merge([file])).splitlines()
  assert lines[2] == '| Chinese | 0.10 | 0.20 | 0.30 |'
  assert lines[4] == '| English, `--unit char` | 0.70 | 0.80 | 0.90 |'


def test_readme_table_needs_every_row(results, tmp_path):
  file = benchmark_file(tmp_path / 'kernels_bench.json', all_rows(results)[1:])
  assert results.readme_table(results.merge([file])) is None


@pytest.mark.parametrize('power', [0.5, 1., 1.05, 2.])
def test_exponent_of_a_power_law(power):
  curve = load('scripts/cost-curve')
  sizes = [10, 100, 1000]
  assert curve.exponent(sizes, [3 * n**power for n in sizes]) == pytest.approx(
      power)


def test_shingles_are_the_distinct_runs_of_five(peer):
  assert peer.shingles(list('ab')) == ['a b']
  assert sorted(peer.shingles(list('abcdef'))) == ['a b c d e', 'b c d e f']
  assert len(peer.shingles(['a'] * 9)) == 1


def test_code_points_keep_shingles_apart_as_tokens_do(peer):
  texts = peer.code_points([['x', 'yy', 'x', 'z', 'yy', 'x'], ['yy'], []])
  assert [len(text) for text in texts] == [6, 5, 5]
  assert texts[0][0] == texts[0][2] == texts[0][5] != texts[0][1]
  assert texts[1] == texts[0][1] + peer.PADDING * 4


def test_pairs_of_buckets_and_of_answers(peer):
  assert set(peer.of_buckets([[1, 2], [3, 2], [1, 9]])) == {(0, 1), (0, 2)}
  assert set(peer.of_groups([[0, 2], [1], [0, 2]])) == {(0, 2)}
  assert peer.components(4, [(0, 2), (2, 3)]) == [0, 1, 0, 0]


def test_pairs_of_one_text_are_not_counted(compare):
  known = compare.Truth([0, 0, 1, 2], ['a', 'b', 'c', 'd'], {(0, 1), (1, 2)})
  found = np.array([[0, 1], [0, 2], [1, 2], [0, 3]])
  assert known.score(found) == (2, 0.5, 0.5)


def test_a_gate_is_met_at_its_aim_only(compare):
  row = lambda name, wall, **ratios: {'name': name, 'wall': wall, **ratios}
  rows = [
      row('Litany', 1.),
      row('rensa', 9., x_sketch=2., x_all=25., x_wall=9.,
          x_default=10.),
      row('FastSketchLSH', 11., x_sketch=1.9, x_all=3., x_wall=11.,
          x_default=11.),
  ]
  verdicts = [line[3] for line in compare.gates(rows, {})]
  assert verdicts == [
      'not measured', 'holds', 'does not hold', 'does not hold', 'holds'
  ]


def test_speed_at_a_worse_f1_does_not_hold(compare):
  rows = [{'name': 'Litany', 'wall': 1.},
          {'name': 'gaoya', 'wall': 20., 'x_wall': 20., 'x_default': 15.}]
  scores = {'Litany': {'a': .8, 'b': 1.}, 'Litany, default rule': {'a': .95},
            'gaoya': {'a': .7}}
  verdicts = lambda: [line[3] for line in compare.gates(rows, scores)[-2:]]
  assert verdicts()[0].startswith('holds; mean pair F1 0.8')
  scores['gaoya']['a'] = .9
  assert verdicts()[0].startswith('does not hold')
  assert verdicts()[1].startswith('holds; mean pair F1 0.95')
