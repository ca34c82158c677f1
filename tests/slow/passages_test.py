"""`litany passages` from end to end: what is planted is found, whole."""

import collections
import json
import random
import unicodedata

import pytest

import alignment
import harness
import passage_runs

# On the path since passage_runs was imported.
import made_text  # noqa: E402
import symbols  # noqa: E402

HAN_RUN, LETTER_RUN = 24, 50  # what the defaults guarantee
RUNS = 2000


# --- The guarantee ------------------------------------------------------------


def other_script() -> dict[str, str]:
  """Simplified -> traditional, for characters whose way back is the same."""
  converter = symbols.Converter()
  common = made_text.COMMON
  there = converter.convert(common, 's2t')
  back = converter.convert(there, 't2s')
  return {a: b for a, b, c in zip(common, there, back) if a == c}


def broken(chance: random.Random, text: str) -> str:
  """"." or a line end after every seventh symbol."""
  pieces = [text[i:i + 7] for i in range(0, len(text), 7)]
  return ''.join(p + chance.choice('.\n') for p in pieces[:-1]) + pieces[-1]


def planted_runs(seed: int):
  """(records, [(text of one side, of the other, document, place, document,
  place)]): 2,000 runs of exactly the guaranteed length."""
  chance = random.Random(seed)
  table = other_script()
  changing = [c for c, d in table.items() if c != d]
  letters = 'abcdefghijklmnopqrstuvwxyz'
  parts: list[list[str]] = [[] for _ in range(RUNS // 2)]
  sizes = [0] * len(parts)
  runs = []

  def put(document: int, text: str) -> int:
    # Often at the very beginning.
    filler = harness.han_text(chance, chance.choice((0, 3, 30, 90))
                              if not parts[document] else
                              chance.randint(10, 90))
    parts[document] += [filler, text]
    sizes[document] += len(filler) + len(text)
    return sizes[document] - len(text)

  for i in range(RUNS):
    if i % 4 == 3:
      one = ''.join(chance.choices(letters, k=LETTER_RUN))
      other = broken(chance, one)
    else:
      one = ''.join(
          chance.choice(changing if chance.random() < .5 else list(table))
          for _ in range(HAN_RUN))
      other = (broken(chance, one) if i % 4 == 1 else
               ''.join(table[c] for c in one))
    sides = [one, other]
    chance.shuffle(sides)
    a, b = chance.sample(range(len(parts)), 2)
    runs.append((sides[0], f'd{a}', put(a, sides[0]), sides[1], f'd{b}',
                 put(b, sides[1])))
  for document, part in enumerate(parts):
    if chance.random() < .7:  # else a run is at the very end
      part.append(harness.han_text(chance, chance.randint(1, 60)))
  records = [{
      'id': f'd{i}',
      'text': ''.join(part)
  } for i, part in enumerate(parts)]
  return records, runs


@pytest.mark.parametrize('seed', [1, 2])
def test_every_run_of_the_guaranteed_length_is_covered(tmp_path, seed):
  records, runs = planted_runs(seed)
  assert sum(one != other and len(one) == len(other)
             for one, _, _, other, _, _ in runs) > RUNS * .45
  docs = harness.write_lines(tmp_path / 'docs.jsonl', records)
  run, _ = passage_runs.passages(docs, tmp_path / 'out')
  spans = run.spans()
  missed = []
  for one, a, at_a, other, b, at_b in runs:
    both = spans[a].keys() & spans[b].keys()
    for text, document, at in ((one, a, at_a), (other, b, at_b)):
      wanted = [at + i for i in symbols.positions(text)]
      here = [s for repeat in both for s in spans[document][repeat]]
      if not passage_runs.is_covered(wanted, here):
        missed.append((one, a, at_a, other, b, at_b))
  assert not missed, f'{len(missed)} sides of {2 * RUNS}: {missed[:3]}'


@pytest.mark.parametrize('seed', range(4))
def test_all_shared_runs_of_small_texts_are_covered(tmp_path, seed):
  """Texts over few symbols, full of repeats, against brute force."""
  chance = random.Random(seed)
  least = (8, 12, 16, 24)[seed]
  alphabet = [chr(0x4e00 + i) for i in range((2, 3, 5, 12)[seed])]
  texts: list[str] = []
  for _ in range(60):
    text = ''.join(chance.choices(alphabet, k=chance.randint(20, 60)))
    for _ in range(chance.randrange(5)):
      if texts:
        other = chance.choice(texts)
        begin = chance.randrange(len(other))
        part = other[begin:begin + chance.randint(least // 2, 3 * least)]
        at = chance.randrange(len(text))
        text = text[:at] + harness.edited(chance, part, chance.randrange(
            3)) + text[at:]
    texts.append(text)
  docs = harness.write_lines(
      tmp_path / 'docs.jsonl',
      ({'id': f'd{i}', 'text': text} for i, text in enumerate(texts)))
  run, _ = passage_runs.passages(docs, tmp_path / 'out', '--min-length', least)
  spans = run.spans()
  runs = 0
  for i, a in enumerate(texts):
    for j in range(i):
      for begin_a, begin_b, size in alignment.shared_runs(a, texts[j], least):
        runs += 1
        for document, begin in ((f'd{i}', begin_a), (f'd{j}', begin_b)):
          here = [s for of in spans[document].values() for s in of]
          assert passage_runs.is_covered(range(begin, begin + size), here), (
              f'{document}[{begin}:{begin + size}] of {a!r}, {texts[j]!r}')
  assert runs > 50


# --- Where passages end -------------------------------------------------------


def test_spans_are_those_of_the_best_alignment(tmp_path):
  """Passages with some edits between unrelated texts: the spans align as well
  as the best of all spans (O(nm))."""
  chance = random.Random(3)
  pairs = []
  for _ in range(80):
    passage = harness.han_text(chance, chance.randint(60, 150))
    sides = []
    for edits in (0, chance.randint(0, len(passage) // 12)):
      sides.append(
          harness.han_text(chance, chance.randint(0, 60)) +
          harness.edited(chance, passage, edits) +
          harness.han_text(chance, chance.randint(0, 60)))
    pairs.append(sides)
  docs = harness.write_lines(tmp_path / 'docs.jsonl', ({
      'id': f'{i}{side}',
      'text': text
  } for i, sides in enumerate(pairs) for side, text in zip('ab', sides)))
  run, _ = passage_runs.passages(docs, tmp_path / 'out', '--distinguish',
                                 'script,variant')
  spans = run.spans()
  for i, (a, b) in enumerate(pairs):
    best = alignment.local(a, b)
    both = spans[f'{i}a'].keys() & spans[f'{i}b'].keys()
    assert len(both) == 1, (i, spans[f'{i}a'], spans[f'{i}b'], best)
    repeat = both.pop()
    (begin_a, end_a), = spans[f'{i}a'][repeat]
    (begin_b, end_b), = spans[f'{i}b'][repeat]
    found = alignment.whole(a[begin_a:end_a], b[begin_b:end_b])
    assert found.score == best.score, (i, (begin_a, end_a, begin_b, end_b),
                                       found, best)


# --- Spans of the original text -----------------------------------------------


# Words of several scripts, and code points that fold to several symbols.
WORDS = ['é', 'Å', 'ガ', 'ぱ', '한', '글', '𠮷', '𪚥', '😀', 'שלום', 'العربية', '①',
         '中', '文', '字', 'न्', 'x']
LONG = ['ﬁ', '㍿', 'ß', 'İ', 'กำ']


def hard_texts(chance: random.Random, count: int,
               words: list[str]) -> list[dict]:
  """Texts that share passages and are spelled in every way: decomposed, with
  zero-width and bidirectional marks, beyond the BMP, in full width."""
  base = [
      ''.join(chance.choice(words) + chance.choice(('', '', ' ', '，'))
              for _ in range(90)) + harness.han_text(chance, 40)
      for _ in range(count // 8)
  ]
  spellings = [
      lambda t: t,
      lambda t: unicodedata.normalize('NFD', t),
      lambda t: unicodedata.normalize('NFC', t),
      lambda t: '\u200b'.join(t),
      lambda t: ''.join(chance.choice(('', '\u200d', '\ufeff', '\u2060')) + c
                        for c in t),
      lambda t: '\u202b' + t.replace(' ', '\u200f \u202a') + '\u202c\u2069',
      lambda t: t.replace('，', '\U0001f600\U000e0041'),
      lambda t: '<p>' + t.replace(' ', '</p>\n<p>') + '</p>',
  ]
  records = []
  for i in range(count):
    parts = []
    for _ in range(chance.randint(1, 3)):
      text = chance.choice(base)
      if chance.random() < .5:
        text = harness.edited(chance, text, chance.randint(1, 12))
      parts += [harness.han_text(chance, chance.randint(0, 30)),
                chance.choice(spellings)(text)]
    records.append({'id': f'é{i}\U0001f600', 'text': '\u202e'.join(parts)})
  return records


def folded_symbols(path, texts: list[str]) -> list[str]:
  """What the matcher sees, without the spaces between words."""
  docs = harness.write_lines(path, ({'id': str(i), 'text': t}
                                    for i, t in enumerate(texts)))
  outcome = harness.litany('fold', docs)
  rows = [json.loads(r) for r in outcome.stdout.split(b'\n') if r]
  return [r['folded'].replace(' ', '') for r in rows]


def test_spans_hold_in_text_of_every_spelling(tmp_path):
  records = hard_texts(random.Random(4), 160, WORDS + LONG)
  docs = harness.write_lines(tmp_path / 'docs.jsonl', records)
  run, _ = passage_runs.passages(docs, tmp_path / 'out')  # checks the spans
  assert len(run.occurrences) > 150
  assert any(row['edits'] for row in run.occurrences)
  assert any(row['end'] - row['begin'] != row['char_end'] - row['char_begin']
             for row in run.occurrences)


def test_undoing_the_edits_gives_the_passage(tmp_path):
  # An edit that falls into one of LONG shows all of it, so leave them out.
  records = hard_texts(random.Random(5), 160, WORDS)
  docs = harness.write_lines(tmp_path / 'docs.jsonl', records)
  run, _ = passage_runs.passages(docs, tmp_path / 'out')
  undone = folded_symbols(tmp_path / 'undone.jsonl',
                          [passage_runs.undone(o) for o in run.occurrences])
  medoid = folded_symbols(
      tmp_path / 'medoid.jsonl',
      [run.repeats[o['repeat']]['text'] for o in run.occurrences])
  wrong = [(o, u, m) for o, u, m in zip(run.occurrences, undone, medoid)
           if u != m]
  assert not wrong, f'{len(wrong)} of {len(undone)}: {wrong[0]}'


# --- Witnesses, cost and sameness ---------------------------------------------


def test_the_first_of_three_copies_is_the_oldest(tmp_path):
  text = harness.han_text(random.Random(6), 80)
  docs = harness.write_lines(tmp_path / 'docs.jsonl', [{
      'id': f'from-{year}',
      'text': text,
      'date': f'{year}-05-01',
      'url': f'https://site{year}.example/'
  } for year in (2021, 2019, 2020)])
  run, _ = passage_runs.passages(docs, tmp_path / 'out')
  (repeat,) = run.repeats.values()
  assert repeat['first'] == {'id': 'from-2019', 'date': '2019-05-01',
                             'ties': 0, 'undated': 0}
  assert repeat['sources'] == repeat['documents'] == 3


def test_a_passage_in_twenty_thousand_documents(tmp_path):
  """Covered in all, for at most twice the time of the set without it."""
  chance = random.Random(7)
  documents, size = 20_000, 60
  popular = harness.han_text(chance, size)
  bodies = [harness.han_text(chance, 140) for _ in range(documents)]
  places = [chance.randint(0, 140) for _ in range(documents)]

  def write(name, middle):
    return harness.write_lines(tmp_path / name, ({
        'id': f'{i:05d}',
        'text': body[:at] + middle() + body[at:]
    } for i, (body, at) in enumerate(zip(bodies, places))))

  with_it = write('with.jsonl', lambda: popular)
  without = write('without.jsonl', lambda: harness.han_text(chance, size))
  run, _ = passage_runs.passages(with_it, tmp_path / 'out')
  spans = run.spans()
  for i, at in enumerate(places):
    here = [s for of in spans[f'{i:05d}'].values() for s in of]
    assert passage_runs.is_covered((at, at + size - 1), here), i
    assert any(b <= at and at + size <= e for b, e in here), i
  assert max(r['documents'] for r in run.repeats.values()) == documents

  def seconds(docs):
    """The fastest of three: what else the machine does only adds."""
    return min(
        harness.litany('passages', docs, '-o', tmp_path / 'out', '--force',
                       '--threads', 1).seconds for _ in range(3))

  assert seconds(with_it) <= 2 * seconds(without)


@pytest.fixture(scope='module')
def mixed(tmp_path_factory):
  """Records with copies, near copies, shared passages, dates and sources."""
  folder = tmp_path_factory.mktemp('mixed')
  records = harness.mixed_records(8, 3000, 'm-') + hard_texts(
      random.Random(8), 80, WORDS + LONG)
  chance = random.Random(8)
  long = [r for r in records if len(r['text']) > 100]
  for _ in range(600):
    taken, given = chance.sample(long, 2)
    begin = chance.randrange(len(taken['text']) - 60)
    part = taken['text'][begin:begin + chance.randint(30, 200)]
    given['text'] += harness.edited(chance, part, chance.randrange(6))
  docs = harness.write_lines(folder / 'docs.jsonl', records)
  outcome = harness.litany('passages', docs, '-o', folder / 'out',
                           '--threads', 1)
  assert outcome.code == 0, outcome.stderr
  run = passage_runs.load(folder / 'out')
  relations = collections.Counter(o['relation'] for o in run.occurrences)
  assert {'identical', 'same', 'near'} <= relations.keys()
  return records, docs, folder / 'out'


def assert_same_tables(found, expected):
  names = {p.name for p in expected.iterdir()} - {'run.json'}
  assert names == {p.name for p in found.iterdir()} - {'run.json'}
  for name in sorted(names):
    assert (found / name).read_bytes() == (expected / name).read_bytes(), name


@pytest.mark.parametrize('threads', [1, 2, 7])
def test_threads_change_no_byte_of_passages(mixed, tmp_path, threads):
  _, docs, expected = mixed
  outcome = harness.litany('passages', docs, '-o', tmp_path / 'out',
                           '--threads', threads)
  assert outcome.code == 0, outcome.stderr
  assert_same_tables(tmp_path / 'out', expected)


@pytest.mark.parametrize('seed', [1, 2])
def test_order_and_files_change_no_byte_of_passages(mixed, tmp_path, seed):
  records, _, expected = mixed
  shuffled = records[:]
  random.Random(seed).shuffle(shuffled)
  files = [
      harness.write_lines(tmp_path / f'part{i}.jsonl', shuffled[i::seed])
      for i in range(seed)
  ]
  outcome = harness.litany('passages', *files, '-o', tmp_path / 'out')
  assert outcome.code == 0, outcome.stderr
  assert_same_tables(tmp_path / 'out', expected)
