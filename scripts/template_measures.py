"""What scripts/template_quality.py measures with: scores of log templates, and
furniture by characters. Independent of the C++ evaluators."""

from __future__ import annotations

import collections
import dataclasses
import html.parser
import json
import pathlib
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator

GAP = '<*>'


def json_lines(path: pathlib.Path) -> Iterator[dict]:
  """Rows of a file; lines end at U+000A alone."""
  if path.suffix == '.zst':
    raw = subprocess.run(['zstd', '-dcq', '--long=27', path],
                         capture_output=True,
                         check=True).stdout
  else:
    raw = path.read_bytes()
  for line in raw.split(b'\n'):
    if line.strip():
      yield json.loads(line)


# --- templates of messages -------------------------------------------------


def normal(template: str) -> str:
  text = ' '.join(re.split(r'[ \t\r\n\f\v]+', template)).strip(' ')
  while GAP + GAP in text:
    text = text.replace(GAP + GAP, GAP)
  return text


def pattern_text(pattern: list[dict]) -> str:
  return ''.join(piece['text'] if 'text' in piece else GAP
                 for piece in pattern)


def predicted_templates(run: pathlib.Path) -> dict[str, str]:
  patterns = {row['repeat']: pattern_text(row['pattern'])
              for row in json_lines(run / 'repeats.jsonl')
              if row['kind'] == 'template'}
  places = collections.defaultdict(list)
  for row in json_lines(run / 'occurrences.jsonl'):
    if row['kind'] == 'template':
      places[row['id']].append(
          (row['char_begin'], row['char_end'], row['repeat']))
  return {
      name: normal(' '.join(patterns[repeat] for *_, repeat in sorted(rows)))
      for name, rows in places.items()
  }


@dataclasses.dataclass
class ParsingScores:
  ga: float
  fga: float
  pa: float
  fta: float

  def cells(self) -> list[str]:
    return [f'{v:.4f}' for v in (self.ga, self.fga, self.pa, self.fta)]


def harmonic(right: int, run: int, gold: int) -> float:
  return 2 * right / (run + gold) if run + gold else 0.


def score_parsing(pairs: Iterable[tuple[str, str]]) -> ParsingScores:
  """`pairs`: gold and predicted string of each message."""
  pairs = [(gold, predicted) for gold, predicted in pairs if gold]
  of_gold, of_run = {}, {}
  for i, (gold, predicted) in enumerate(pairs):
    of_gold.setdefault(gold, set()).add(i)
    of_run.setdefault(predicted, set()).add(i)
  groups = {frozenset(members) for members in of_run.values()}
  right = [m for m in of_gold.values() if frozenset(m) in groups]
  strings = sum(1 for predicted, members in of_run.items()
                if {pairs[i][0] for i in members} == {predicted})
  return ParsingScores(
      sum(map(len, right)) / len(pairs),
      harmonic(len(right), len(of_run), len(of_gold)),
      sum(gold == predicted for gold, predicted in pairs) / len(pairs),
      harmonic(strings, len(of_run), len(of_gold)))


# --- furniture by characters -----------------------------------------------


@dataclasses.dataclass
class Furniture:
  """Letters and digits: furniture and content, found and not."""
  found: int = 0
  missed: int = 0
  lost: int = 0
  kept: int = 0

  def __add__(self, other: Furniture) -> Furniture:
    return Furniture(self.found + other.found, self.missed + other.missed,
                     self.lost + other.lost, self.kept + other.kept)

  @property
  def precision(self) -> float:
    return self.found / max(1, self.found + self.lost)

  @property
  def recall(self) -> float:
    return self.found / max(1, self.found + self.missed)

  @property
  def f1(self) -> float:
    return harmonic(self.found, self.found + self.lost,
                    self.found + self.missed)

  @property
  def content_lost(self) -> float:
    return self.lost / max(1, self.lost + self.kept)

  def cells(self) -> list[str]:
    return [f'{v:.3f}' for v in (self.f1, self.precision, self.recall,
                                 self.content_lost)]


FURNITURE_COLUMNS = ('F1', 'precision', 'recall', 'content lost')


def count_furniture(text: str, is_furniture: bytes,
                    spans: Iterable[tuple[int, int]]) -> Furniture:
  """`is_furniture`: a byte for each code point of `text`."""
  covered = bytearray(len(text))
  for begin, end in spans:
    if not 0 <= begin <= end <= len(text):
      raise ValueError(f'span {begin} to {end} in {len(text)} code points')
    covered[begin:end] = b'\1' * (end - begin)
  result = Furniture()
  for char, gold, mine in zip(text, is_furniture, covered):
    if not char.isalnum():
      continue
    if gold:
      result.found += mine
      result.missed += not mine
    else:
      result.lost += mine
      result.kept += not mine
  return result


def template_spans(run: pathlib.Path) -> dict[str, list[tuple[int, int]]]:
  spans = collections.defaultdict(list)
  for row in json_lines(run / 'occurrences.jsonl'):
    if row['kind'] == 'template':
      spans[row['id']].append((row['char_begin'], row['char_end']))
  return spans


# --- planted sites ---------------------------------------------------------


@dataclasses.dataclass
class PlantedScores:
  groups: float  # furniture lines whose gold group is a group of the run
  patterns: float  # gold blocks whose pattern is that of most of their lines
  types: float  # gaps that a gap of the run covers just so, with their type
  prose_lines: int  # that a template overlaps
  notes: list[str]


def score_planted(run: pathlib.Path, gold: list[dict], texts: dict[str, str]
                  ) -> PlantedScores:
  """A template may be a line or several: lines are compared, and a line's
  group is its template and its place in it."""
  lines_of = {}
  types = {}
  for row in json_lines(run / 'repeats.jsonl'):
    if row['kind'] == 'template':
      lines_of[row['repeat']] = pattern_text(row['pattern']).split('\n')
      types[row['repeat']] = {piece['gap']: piece['type']
                              for piece in row['pattern'] if 'gap' in piece}
  group_at, gap_at = {}, {}
  spans = collections.defaultdict(list)
  for row in json_lines(run / 'occurrences.jsonl'):
    if row['kind'] != 'template':
      continue
    name, begin, repeat = row['id'], row['char_begin'], row['repeat']
    spans[name].append((begin, row['char_end']))
    for place, line in enumerate(
        texts[name][begin:row['char_end']].split('\n')):
      if line.strip():
        at = begin + len(line) - len(line.lstrip())
        group_at[name, at] = repeat, place, begin + len(line.rstrip())
      begin += len(line) + 1
    for gap in row['gaps']:
      gap_at[name, gap['begin'], gap['end']] = types[repeat].get(gap['gap'])
  of_gold = collections.defaultdict(set)
  of_run = collections.defaultdict(set)
  patterns: dict[str, str] = {}
  found = collections.defaultdict(collections.Counter)
  gaps = right_gaps = prose = 0
  for (name, at), (repeat, place, end) in group_at.items():
    of_run[repeat, place].add((name, at, end))
  for page in gold:
    name = page['id']
    for block in page['blocks']:
      of_gold[block['block']].add((name, block['begin'], block['end']))
      patterns[block['block']] = block['pattern']
      repeat, place, _ = group_at.get((name, block['begin']), (None, 0, 0))
      mine = lines_of.get(repeat, [])
      found[block['block']][mine[place] if place < len(mine) else None] += 1
      for gap in block['gaps']:
        gaps += 1
        right_gaps += (gap_at.get((name, gap['begin'], gap['end'])) ==
                       gap['type'])
    prose += sum(any(b < line['end'] and line['begin'] < e
                     for b, e in spans[name]) for line in page['prose'])
  groups = set(map(frozenset, of_run.values()))
  right = exact = 0
  notes = []
  for block, members in of_gold.items():
    is_right = frozenset(members) in groups
    right += is_right * len(members)
    best = found[block].most_common(1)[0][0]
    is_exact = best is not None and best.strip() == patterns[block].strip()
    exact += is_exact
    if not (is_right and is_exact):
      notes.append(f'{block}, {len(members)} lines, group '
                   f'{"right" if is_right else "wrong"}: gold '
                   f'{patterns[block]!r}, run {found[block].most_common(3)!r}')
  return PlantedScores(right / sum(map(len, of_gold.values())),
                       exact / len(of_gold), right_gaps / max(1, gaps), prose,
                       notes)


# --- a plain tag stripper --------------------------------------------------

Attributes = dict[str, str]
Rule = Callable[[str, Attributes], bool]


def _has_class(attributes: Attributes, *names: str) -> bool:
  return not set(names).isdisjoint((attributes.get('class') or '').split())


def _of_id(name: str) -> Rule:
  return lambda _, attributes: attributes.get('id') == name


def _main_role(_: str, attributes: Attributes) -> bool:
  return attributes.get('role') == 'main'


def _header_link(tag: str, attributes: Attributes) -> bool:
  return tag == 'a' and _has_class(attributes, 'headerlink')


# Of a site: what is the main element, and what inside it is furniture.
MAIN_RULES: dict[str, tuple[Rule, Rule]] = {
    'rust-std': (_of_id('main-content'), lambda tag, a: _has_class(
        a, 'out-of-band', 'rightside') or tag in ('button', 'nav') or
                 (tag == 'a' and _has_class(a, 'srclink')) or
                 (tag == 'summary' and _has_class(a, 'hideme'))),
    'cmake': (_main_role, _header_link),
    'linux-zh': (_main_role, _header_link),
    'cppreference': (lambda _, a: a.get('id') in
                     ('firstHeading', 'mw-content-text'),
                     lambda _, a: _has_class(a, 't-navbar', 'editsection')),
    'apache': (_of_id('page-content'), lambda tag, a: tag == 'button' or
               (tag == 'div' and
                (_has_class(a, 'toplang') or a.get('class') == 'top'))),
    'lilypond': (_of_id('main'), lambda tag, a: a.get('id') == 'footer' or
                 (tag == 'table' and _has_class(a, 'nav_table'))),
}

HIDDEN = frozenset('script style noscript template svg iframe textarea head '
                   'title'.split())
VOID = frozenset('area base br col embed hr img input link meta param source '
                 'track wbr'.split())
BLOCKS = frozenset(
    'address article aside blockquote body br dd details dialog div dl dt '
    'fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html '
    'li main nav ol p pre section summary table tbody td tfoot th thead tr '
    'ul'.split())


class _Stripper(html.parser.HTMLParser):

  def __init__(self, site: str):
    super().__init__(convert_charrefs=True)
    self._is_main, self._is_nested = MAIN_RULES[site]
    # Tag, main, furniture inside of main, hidden.
    self._open: list[tuple[str, bool, bool, bool]] = []
    self.chars: list[str] = []
    self.labels = bytearray()
    self._blank = self._line = False

  def handle_starttag(self, tag, attrs):
    self._line |= tag in BLOCKS
    if tag in VOID:
      return
    attributes = dict(attrs)
    main = nested = hidden = False
    if self._open:
      _, main, nested, hidden = self._open[-1]
    nested = nested or (main and self._is_nested(tag, attributes))
    main = main or self._is_main(tag, attributes)
    self._open.append((tag, main, nested, hidden or tag in HIDDEN))

  def handle_endtag(self, tag):
    self._line |= tag in BLOCKS
    for place in range(len(self._open) - 1, -1, -1):
      if self._open[place][0] == tag:
        del self._open[place:]
        break

  def handle_data(self, data):
    if not self._open:
      return
    _, main, nested, hidden = self._open[-1]
    if hidden:
      return
    pre = any(tag == 'pre' for tag, *_ in self._open)
    furniture = not main or nested
    for char in data:
      if char in ' \t\r\n\f':
        if pre and char == '\n':
          self._line = True
        self._blank = True
        continue
      if self._line or self._blank:
        if self.chars:
          self._add('\n' if self._line else ' ', furniture)
        self._line = self._blank = False
      self._add(char, furniture)

  def _add(self, char: str, furniture: bool) -> None:
    self.chars.append('\ufffd' if '\ud800' <= char <= '\udfff' else char)
    self.labels.append(furniture)


def strip_tags(page: str, site: str) -> tuple[str, bytes]:
  """Visible text, a line a block, and for each character whether it is
  furniture by the main element of the site."""
  stripper = _Stripper(site)
  stripper.feed(page)
  stripper.close()
  return ''.join(stripper.chars), bytes(stripper.labels)
