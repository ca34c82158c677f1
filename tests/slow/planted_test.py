"""The planted benchmark and its scorer, held against plain definitions."""

import collections
import json
import math
import random

import pytest

import harness
import passage_runs  # puts scripts/planted on the path

import changes  # noqa: E402
import gold  # noqa: E402
import make  # noqa: E402
import plagdet  # noqa: E402
import score  # noqa: E402
import symbols  # noqa: E402

del passage_runs


# --- PlagDet ------------------------------------------------------------------


def characters(match: gold.Match) -> set:
  """The characters of both texts, named by side, document and place."""
  return {('suspicious', match.suspicious, match.source, i)
          for i in range(match.begin, match.end)} | {
              ('source', match.suspicious, match.source, i)
              for i in range(match.source_begin, match.source_end)
          }


def detects(r: gold.Match, s: gold.Match) -> bool:
  common = characters(r) & characters(s)
  return {c[0] for c in common} == {'suspicious', 'source'}


def by_definition(cases, detections):
  """(precision, recall, granularity, PlagDet, micro precision and recall), as
  the formulas of Potthast et al. 2010 stand, on sets of characters."""
  share = lambda x, others: len(
      set().union(*(characters(x) & characters(o) for o in others))) / len(
          characters(x))
  detected_by = {s: [r for r in detections if detects(r, s)] for s in cases}
  detecting = {r: [s for s in cases if detects(r, s)] for r in detections}
  recall = sum(share(s, rs) for s, rs in detected_by.items()) / len(cases)
  precision = sum(share(r, ss) for r, ss in detecting.items()) / len(detections)
  hits = [len(rs) for rs in detected_by.values() if rs]
  granularity = sum(hits) / len(hits) if hits else 1
  f1 = (2 * precision * recall /
        (precision + recall) if precision + recall else 0)
  both = set().union(*(characters(s) & characters(r)
                       for s, rs in detected_by.items() for r in rs))
  return (precision, recall, granularity, f1 / math.log2(1 + granularity),
          len(both) / len(set().union(*map(characters, detections))),
          len(both) / len(set().union(*map(characters, cases))))


def test_plagdet_by_hand():
  case = gold.Match('a', 0, 10, 'b', 100, 110)
  halves = [gold.Match('a', 0, 5, 'b', 100, 105),
            gold.Match('a', 5, 10, 'b', 105, 110)]
  scores = score.judge([case], halves).scores()
  assert (scores.precision, scores.recall, scores.granularity) == (1, 1, 2)
  assert scores.plagdet == pytest.approx(1 / math.log2(3))
  # Overlap in one of the texts alone is no detection.
  aside = gold.Match('a', 0, 10, 'b', 200, 210)
  scores = score.judge([case], [aside]).scores()
  assert (scores.precision, scores.recall, scores.plagdet) == (0, 0, 0)
  # Twice as long as it should be, in both texts.
  long = gold.Match('a', 0, 20, 'b', 100, 120)
  scores = score.judge([case], [long]).scores()
  assert (scores.precision, scores.recall) == (.5, 1)


@pytest.mark.parametrize('seed', range(30))
def test_plagdet_equals_its_definition(seed):
  chance = random.Random(seed)

  def match():
    begin, source = chance.randrange(40), chance.randrange(40)
    return gold.Match(chance.choice('ab'), begin,
                      begin + chance.randint(1, 12), chance.choice('xy'),
                      source, source + chance.randint(1, 12))

  cases = list({match() for _ in range(chance.randint(1, 12))})
  detections = plagdet.merge({match() for _ in range(chance.randint(1, 25))})
  for r in detections:
    for other in detections:
      assert r is other or not detects(r, other), 'they were merged'
  scores = plagdet.Judgement(cases, detections).scores()
  assert (scores.precision, scores.recall, scores.granularity, scores.plagdet,
          scores.micro_precision,
          scores.micro_recall) == pytest.approx(
              by_definition(cases, detections))


def test_weights_leave_characters_out():
  weights = plagdet.Weights()
  weights.add('a', (c != ' ' for c in 'ab cd ef'))
  weights.add('b', (c != ' ' for c in 'abcd'))
  case = gold.Match('a', 0, 5, 'b', 0, 4)
  scores = plagdet.Judgement([case], [gold.Match('a', 0, 6, 'b', 0, 4)],
                             weights).scores()
  assert (scores.precision, scores.recall) == (1, 1)
  nothing = plagdet.Judgement([case], [gold.Match('a', 2, 3, 'b', 0, 4)],
                              weights)
  assert nothing.detections == []


# --- The benchmark ------------------------------------------------------------


@pytest.fixture(scope='module')
def portions(tmp_path_factory):
  out = tmp_path_factory.mktemp('planted')
  make.make(out, 5, ('zh', 'en'), make.HALVES, 12, None, symbols.Converter())
  return {
      name: (out / name, {d['id']: d
                          for d in score.json_lines(out / name / 'docs.jsonl')},
             gold.read(out / name / 'gold.jsonl'))
      for name in ('zh-made/tuning', 'zh-made/test', 'en-made/tuning',
                   'en-made/test')
  }


def folded(path, texts):
  docs = harness.write_lines(path, ({'id': f'{i:06d}', 'text': t}
                                    for i, t in enumerate(texts)))
  outcome = harness.litany('fold', docs)
  assert outcome.code == 0, outcome.stderr
  rows = [json.loads(r) for r in outcome.stdout.split(b'\n') if r]
  return [r['folded'].replace(' ', '') for r in rows]


def test_what_is_planted_is_what_the_gold_says(portions, tmp_path):
  for name, (_, docs, cases) in portions.items():
    here = [docs[c.suspicious]['text'][c.begin:c.end] for c in cases]
    there = [docs[c.source]['text'][c.source_begin:c.source_end]
             for c in cases]
    same = folded(tmp_path / 'here.jsonl', here)
    source = folded(tmp_path / 'there.jsonl', there)
    kinds = collections.Counter()
    for case, a, b, c, d in zip(cases, here, there, same, source):
      kinds[case.kind] += 1
      assert case.length == len(symbols.positions(b))
      assert docs[case.source]['role'] == 'source'
      assert docs[case.suspicious]['role'] == 'suspicious'
      assert docs[case.source]['date'] < docs[case.suspicious]['date']
      if case.kind == 'verbatim':
        assert a == b
      elif case.kind == 'converted':
        assert a != b and c == d
      elif case.kind in ('numbered', 'unpunctuated'):
        assert a != b
        assert case.kind == 'numbered' or c == d
      elif case.kind == 'reordered':
        assert c != d and sorted(c) == sorted(d)
      elif case.kind.startswith('edited'):
        # As many insertions as deletions, but for one.
        assert c != d and abs(len(c) - len(d)) <= 1
    expected = set(changes.KINDS) - ({'converted'}
                                     if name.startswith('en') else set())
    assert kinds.keys() == expected
    assert min(kinds.values()) >= 12


def test_the_halves_have_nothing_in_common(portions):
  for language in ('zh', 'en'):
    grams = []
    for half in make.HALVES:
      _, docs, _ = portions[f'{language}-made/{half}']
      size = 12 if language == 'zh' else 40
      grams.append({
          d['text'][i:i + size] for d in docs.values()
          for i in range(len(d['text']) - size)
      })
    assert not grams[0] & grams[1]


def test_the_same_seed_makes_the_same_bytes(portions, tmp_path):
  make.make(tmp_path, 5, ('zh',), ('test',), 12, None, symbols.Converter())
  folder = portions['zh-made/test'][0]
  for name in ('docs.jsonl', 'gold.jsonl', 'meta.json'):
    assert (tmp_path / 'zh-made/test' /
            name).read_bytes() == (folder / name).read_bytes()


def test_the_gold_itself_scores_one(portions, tmp_path):
  _, docs, cases = portions['zh-made/test']
  scores = score.judge(cases, cases).scores()
  assert (scores.plagdet, scores.granularity) == (1, 1)
  gold.write_pan(tmp_path, docs.values(), cases)
  from_xml = score.detections_of_xml(tmp_path / 'gold')
  place = lambda m: (m.pair, m.begin, m.end, m.source_begin, m.source_end)
  assert sorted(map(place, from_xml)) == sorted(map(place, cases))
