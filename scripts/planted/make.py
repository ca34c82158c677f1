#!/usr/bin/env python3
"""Makes the planted passages benchmark: texts, and what is reused in them.

  make.py OUT [--seed N] [--cases N] [--language zh en] [--half tuning test]
              [--data DIR] [--converter auto|opencc|tables] [--pan]

Writes OUT/LANGUAGE-KIND/HALF/{docs.jsonl,gold.jsonl,meta.json}, where KIND is
`made` (carriers of made text) or `real` (carriers from the collections found
in DIR). README.md says how it is made and scored. Python standard library
only; the same bytes for the same seed, data and version of OpenCC.
"""

from __future__ import annotations

import argparse
import collections
import datetime
import hashlib
import json
import pathlib
import random

import carriers
import changes
import gold
import symbols

HALVES = ('tuning', 'test')
LONGEST = 2000
# The shortest guaranteed length of a run of letters is about twice that of
# Han characters, so English passages are twice as long at least.
SHORTEST_FACTOR = {'zh': 1, 'en': 2}
TO_TRADITIONAL = ('s2t', 's2tw', 's2hk')
# Symbols between two passages that are taken from one source.
APART = 80


class Carrier:
  """A carrier in one script. `offsets` are where its sentences begin."""

  def __init__(self, sentences: list[str], script: str):
    self.script = script
    self.sentences = sentences
    self.plants: dict[int, tuple[str, int]] = {}  # sentence -> (text, plant)


Slice = collections.namedtuple('Slice', 'source begin end length')
# A passage planted once: `text` goes into `host` before a sentence.
Plant = collections.namedtuple('Plant', 'case kind slice text host')


def in_scripts(chance: random.Random, language: str,
               made: list[list[str]],
               converter: symbols.Converter) -> list[Carrier]:
  """English stays as it is; of the Chinese, two fifths become traditional,
  each by one of OpenCC's standards, and the others simplified."""
  if language == 'en':
    return [Carrier(sentences, '') for sentences in made]
  by_config = collections.defaultdict(list)
  for i in range(len(made)):
    config = chance.choice(TO_TRADITIONAL) if chance.random() < .4 else 't2s'
    by_config[config].append(i)
  result: dict[int, Carrier] = {}
  for config, members in by_config.items():
    flat = [s for i in members for s in made[i]]
    changed = iter(converter.convert(flat, config))
    for i in members:
      script = 'hans' if config == 't2s' else 'hant'
      result[i] = Carrier([next(changed) for _ in made[i]], script)
  return [result[i] for i in range(len(made))]


def lengths(chance: random.Random, least: int, count: int) -> list[int]:
  """Log-uniform and stratified, so that each band of lengths is there."""
  ratio = LONGEST / least
  return [
      int(least * ratio**((i + chance.random()) / count)) for i in range(count)
  ]


def take_slices(chance: random.Random, language: str, sources: list[Carrier],
                wanted: list[int]) -> list[Slice]:
  """Passages of about these lengths, each from the beginning of a sentence,
  from symbol to symbol. Passages of one source are kept apart."""
  texts = [''.join(source.sentences) for source in sources]
  at = [symbols.positions(text) for text in texts]
  free = [0] * len(sources)  # symbols used up of each source
  slices: list[Slice] = []
  for length in wanted:
    for _ in range(1000):
      number = chance.randrange(len(sources))
      here, text = at[number], texts[number]
      first = free[number]
      while 0 < first < len(here) and not _opens(text, here, first):
        first += 1
      last = first + length - 1
      while (language == 'en' and last + 1 < len(here) and
             here[last + 1] == here[last] + 1):
        last += 1  # to the end of the word
      if last + 10 < len(here):
        break
    else:
      raise SystemExit('planted: the carriers hold too little for so many '
                       'cases; take fewer with --cases')
    free[number] = last + APART
    slices.append(
        Slice(number, here[first], here[last] + 1, last - first + 1))
  return slices


def _opens(text: str, at: list[int], i: int) -> bool:
  """Whether a sentence begins with symbol i."""
  between = text[at[i - 1] + 1:at[i]]
  return any(c in '。！？；\n.?!;' for c in between)


def convert_passages(chance: random.Random, passages: list[str],
                     scripts: list[str],
                     converter: symbols.Converter) -> list[str]:
  """Each into the other script."""
  configs = [
      chance.choice(TO_TRADITIONAL) if script == 'hans' else 't2s'
      for script in scripts
  ]
  result = list(passages)
  for config in sorted(set(configs)):
    members = [i for i, c in enumerate(configs) if c == config]
    changed = converter.convert([passages[i] for i in members], config)
    for i, text in zip(members, changed):
      result[i] = text
  return result


def assign_hosts(chance: random.Random, hosts: list[Carrier], script: str,
                 used: set[int], load: list[int]) -> list[int]:
  """One to four hosts of the script, the less loaded of two each time."""
  chosen: list[int] = []
  for _ in range(chance.randint(1, 4)):
    for _ in range(200):
      a, b = chance.randrange(len(hosts)), chance.randrange(len(hosts))
      host = min(a, b, key=lambda h: (load[h], h))
      room = len(hosts[host].sentences) - 2
      if (hosts[host].script == script and host not in used
          and load[host] < room):
        used.add(host)
        load[host] += 1
        chosen.append(host)
        break
  return chosen


def plant_all(chance: random.Random, language: str, cases: int,
              sources: list[Carrier], hosts: list[Carrier],
              pools: dict[str, changes.Pool],
              converter: symbols.Converter) -> list[Plant]:
  """Passages of every kind, changed and given to their hosts."""
  kinds = [k for k in changes.KINDS if k != 'converted' or language == 'zh']
  wanted = []
  for kind in kinds:
    least = changes.KINDS[kind][1] * SHORTEST_FACTOR[language]
    wanted += [(length, kind) for length in lengths(chance, least, cases)]
  wanted.sort(reverse=True)  # the long ones while there is room
  slices = take_slices(chance, language, sources, [w[0] for w in wanted])
  texts = [
      ''.join(sources[s.source].sentences)[s.begin:s.end] for s in slices
  ]
  scripts = [sources[s.source].script for s in slices]
  converted = [i for i, (_, kind) in enumerate(wanted) if kind == 'converted']
  for i, text in zip(
      converted,
      convert_passages(chance, [texts[i] for i in converted],
                       [scripts[i] for i in converted], converter)):
    texts[i] = text
    scripts[i] = 'hant' if scripts[i] == 'hans' else 'hans'

  plants = []
  load = [0] * len(hosts)
  hosts_of_source = collections.defaultdict(set)
  for case, ((_, kind), part) in enumerate(zip(wanted, slices)):
    change = changes.KINDS[kind][0]
    script = scripts[case]
    for host in assign_hosts(chance, hosts, script,
                             hosts_of_source[part.source], load):
      # Each copy is changed in its own way.
      text = change(texts[case], pools[script], chance)
      plants.append(Plant(case, kind, part, text, host))
  return plants


def with_plants(chance: random.Random, language: str, host: Carrier,
                plants: list[Plant]) -> tuple[str, list[tuple[Plant, int]]]:
  """The host's text, and where in it each plant begins."""
  before = dict(
      zip(chance.sample(range(1, len(host.sentences)), len(plants)), plants))
  out: list[str] = []
  size = 0
  begins = []
  for i, sentence in enumerate(host.sentences):
    if i in before:
      begins.append((before[i], size))
      end = (chance.choice(('。', '。\n', '\n')) if language == 'zh' else
             chance.choice(('. ', '.\n', '\n')))
      out.append(before[i].text + end)
      size += len(out[-1])
    out.append(sentence)
    size += len(sentence)
  return ''.join(out), begins


def make_portion(seed: str, language: str, half: str, cases: int,
                 data: pathlib.Path | None, converter: symbols.Converter):
  """(documents, gold) of one language, kind of carrier and half."""
  chance = random.Random(seed)
  kinds = len(changes.KINDS)
  # Long passages need long sources: about one source for two cases.
  source_count, host_count, pool_count = (cases * kinds // 2,
                                          cases * kinds * 3 // 4, 12)
  made = carriers.make_carriers(chance, language,
                                source_count + host_count + pool_count, data,
                                HALVES.index(half), converter)
  pool_sentences = [s for carrier in made[:pool_count] for s in carrier]
  scripts = {'': None} if language == 'en' else {'hans': 't2s', 'hant': 's2t'}
  pools = {
      script: changes.Pool(
          converter.convert(pool_sentences, config)
          if config else pool_sentences, language, chance)
      for script, config in scripts.items()
  }
  rest = in_scripts(chance, language, made[pool_count:], converter)
  split = len(rest) * source_count // (source_count + host_count)
  sources, hosts = rest[:split], rest[split:]
  plants = plant_all(chance, language, cases, sources, hosts, pools, converter)
  return _number(chance, language, sources, hosts, plants)


def _number(chance: random.Random, language: str, sources: list[Carrier],
            hosts: list[Carrier], plants: list[Plant]):
  """Documents with ids that say nothing, and the gold in their terms."""
  ids = [f'{language}{i:05d}' for i in range(len(sources) + len(hosts))]
  chance.shuffle(ids)
  day = datetime.date(2019, 1, 1)

  def record(number: int, role: str, text: str) -> dict:
    # A source is older than what was made of it.
    since = chance.randrange(300) + (365 if role == 'suspicious' else 0)
    site = f'site{chance.randrange(12)}.example'
    return {
        'id': ids[number],
        'text': text,
        'date': (day + datetime.timedelta(since)).isoformat(),
        'url': f'https://{site}/{ids[number]}.html',
        'role': role,
    }

  docs = [
      record(i, 'source', ''.join(source.sentences))
      for i, source in enumerate(sources)
  ]
  of_host = collections.defaultdict(list)
  for plant in plants:
    of_host[plant.host].append(plant)
  matches = []
  for i, host in enumerate(hosts):
    text, begins = with_plants(chance, language, host, of_host[i])
    number = len(sources) + i
    docs.append(record(number, 'suspicious', text))
    for plant, begin in begins:
      part = plant.slice
      end = begin + len(plant.text)
      assert text[begin:end] == plant.text
      matches.append(
          gold.Match(ids[number], begin, end, ids[part.source], part.begin,
                     part.end, plant.kind, part.length, plant.case))
  docs.sort(key=lambda d: d['id'])
  matches.sort(key=lambda m: (m.suspicious, m.begin))
  return docs, matches


def make(out: pathlib.Path, seed: int, languages, halves, cases: int,
         data: pathlib.Path | None, converter: symbols.Converter,
         pan: bool = False) -> list[pathlib.Path]:
  """Writes what is asked for; returns the folders."""
  folders = []
  for language in languages:
    kinds: list[tuple[str, pathlib.Path | None]] = [('made', None)]
    if data and carriers.has_collections(data, language):
      kinds.append(('real', data))
    for kind, source in kinds:
      for half in halves:
        name = f'{language}-{kind}/{half}'
        docs, matches = make_portion(f'{seed} {name}', language, half, cases,
                                     source, converter)
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        gold.write_lines(folder / 'docs.jsonl', docs)
        gold.write_lines(folder / 'gold.jsonl', map(gold.to_row, matches))
        files = {
            file: hashlib.sha256((folder / file).read_bytes()).hexdigest()
            for file in ('docs.jsonl', 'gold.jsonl')
        }
        meta = {
            'seed': seed, 'cases_of_a_kind': cases, 'documents': len(docs),
            'code_points': sum(len(d['text']) for d in docs),
            'gold': len(matches),
            'converter': converter.name if language == 'zh' else None,
            'sha256': files
        }
        (folder / 'meta.json').write_text(
            json.dumps(meta, indent=1) + '\n', 'utf-8')
        if pan:
          gold.write_pan(folder / 'pan', docs, matches)
        folders.append(folder)
  return folders


def main() -> None:
  parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
  parser.add_argument('out', type=pathlib.Path)
  parser.add_argument('--seed', type=int, default=1)
  parser.add_argument('--cases', type=int, default=60,
                      help='passages of each kind (default: 60)')
  parser.add_argument('--language', nargs='+', choices=('zh', 'en'),
                      default=['zh', 'en'])
  parser.add_argument('--half', nargs='+', choices=HALVES,
                      default=list(HALVES))
  parser.add_argument('--data', type=pathlib.Path,
                      help='folder with zh-xwlb-news, ... for real carriers')
  parser.add_argument('--converter', default='auto',
                      choices=('auto', 'opencc', 'tables'))
  parser.add_argument('--pan', action='store_true',
                      help='also write the files of the PAN task')
  options = parser.parse_args()
  folders = make(options.out, options.seed, options.language, options.half,
                 options.cases, options.data,
                 symbols.Converter(options.converter), options.pan)
  for folder in folders:
    meta = json.loads((folder / 'meta.json').read_text('utf-8'))
    print(f'{folder}: {meta["documents"]} documents, '
          f'{meta["code_points"]} code points, {meta["gold"]} planted')


if __name__ == '__main__':
  main()
