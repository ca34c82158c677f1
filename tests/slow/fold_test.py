"""`litany fold` against Python's own Unicode tables, and against itself."""

import json
import random
import unicodedata

import fold as reference
import harness

# What must be kept apart so that Python's tables can say the same: they know
# no Traditional characters, no variant forms, and nothing of HTML.
COMPARABLE = ('--distinguish', 'script,variant', '--markup', 'keep')

RANGES = [
    (0x20, 0x7e), (0x20, 0x7e), (0xa1, 0x24f), (0x391, 0x3c9), (0x410, 0x44f),
    (0x5d0, 0x5ea), (0x621, 0x64a), (0x905, 0x939), (0xe01, 0xe30),
    (0x1e00, 0x1eff), (0x2010, 0x205e), (0x2150, 0x2188), (0x2460, 0x24ff),
    (0x3001, 0x303d), (0x3041, 0x3096), (0x30a1, 0x30fa), (0x3105, 0x312f),
    (0x3200, 0x33ff), (0x4e00, 0x9fa5), (0x4e00, 0x9fa5), (0x4e00, 0x9fa5),
    (0xac00, 0xd7a3), (0xf900, 0xfa6d), (0xff01, 0xff9d), (0x1d400, 0x1d4ff),
    (0x20000, 0x2a6d0),
]  # yapf: disable


def assigned(code: int) -> bool:
  return unicodedata.category(chr(code)) not in ('Cn', 'Cs', 'Co')


def is_loose_mark(char: str) -> bool:
  """Marks that stay by themselves. Two of them move to canonical order when
  the punctuation between them is gone, which the reference does not do."""
  return any(map(unicodedata.combining, unicodedata.normalize('NFKC', char)))


def folded(path, *options) -> dict[str, dict]:
  outcome = harness.litany('fold', path, *options)
  assert outcome.code == 0, outcome.stderr
  records = [json.loads(line) for line in outcome.stdout.split(b'\n')[:-1]]
  return {r['id']: r for r in records}


def assert_folds_as_python_folds(path, texts: dict[str, str]) -> None:
  docs = harness.write_lines(path,
                             ({'id': i, 'text': t} for i, t in texts.items()))
  found = folded(docs, *COMPARABLE)
  assert found.keys() == texts.keys()
  wrong = []
  for name, text in texts.items():
    expected = reference.fold(name, text)
    if (found[name]['tokens'] != expected.tokens or
        found[name]['folded'] != expected.folded):
      wrong.append((name, text, expected.tokens, found[name]['tokens']))
  assert not wrong, (len(wrong), wrong[:3])


def test_every_code_point_folds_as_python_folds_it(tmp_path):
  """Between letters, and between characters; those that Python knows of."""
  assert_folds_as_python_folds(
      tmp_path / 'docs.jsonl', {
          f'{code:06x}': f'a{chr(code)}b 一{chr(code)}二'
          for code in range(0x110000)
          if assigned(code)
      })


def test_random_text_of_many_scripts_folds_as_python_folds_it(tmp_path):
  chance = random.Random(23)
  texts = {}
  for i in range(3000):
    text = ''
    while len(text) < 60:
      low, high = chance.choice(RANGES)
      run = [chance.randint(low, high) for _ in range(chance.randint(1, 6))]
      text += ''.join(
          chr(c) for c in run if assigned(c) and not is_loose_mark(chr(c)))
    texts[f'{i:04d}'] = text
  assert_folds_as_python_folds(tmp_path / 'docs.jsonl', texts)


def test_folding_twice_is_folding_once(tmp_path):
  """Each code point by itself, between letters, and between characters."""
  records = []
  for code in range(0x110000):
    if assigned(code):
      char = chr(code)
      records.append({'id': f'{code:06x}', 'text': f'{char} a{char}b 一{char}二'})
  once = folded(harness.write_lines(tmp_path / 'once.jsonl', records))
  twice = folded(
      harness.write_lines(tmp_path / 'twice.jsonl',
                          ({
                              'id': name,
                              'text': record['folded']
                          } for name, record in once.items())))
  assert len(once) == len(records)
  changed = [(name, record['folded'], twice[name]['folded'])
             for name, record in once.items()
             if record['folded'] != twice[name]['folded'] or
             record['tokens'] != twice[name]['tokens']]
  assert not changed, (len(changed), changed[:5])


def test_punctuation_and_marks_without_width_change_nothing(tmp_path):
  chance = random.Random(29)
  ignorable = [
      chr(c) for c in range(0x110000)
      if assigned(c) and unicodedata.category(chr(c))[0] in 'PSZC' and
      reference.tokens(chr(c)) == []
  ]
  plain, records = {}, []
  for i in range(500):
    text = harness.han_text(chance, 40)
    dirty = ''.join(
        c + chance.choice(ignorable) * chance.randint(0, 2) for c in text)
    plain[f'{i}'] = text
    records += [{'id': f'{i}', 'text': text}, {'id': f'{i}x', 'text': dirty}]
  found = folded(
      harness.write_lines(tmp_path / 'docs.jsonl', records), '--markup', 'keep')
  for name in plain:
    assert found[name]['tokens'] == found[f'{name}x']['tokens']
