"""Carriers: the texts that passages are taken from and planted into.

A carrier is a list of sentences. No two carriers share a run of `GRAM`
symbols: sentences of real collections that hold one seen before (openers,
titles, quoted law) are left out, and so is what natural reuse there is, so
that the planted cases are all there is to find.
"""

from __future__ import annotations

import gzip
import json
import pathlib
import random
import re
import subprocess
import unicodedata
import zlib
from collections.abc import Iterator

import made_text
import symbols

# The collections that real carriers come from, by language, where --data has
# them: (folder, share of the carriers).
COLLECTIONS = {
    'zh': (('zh-xwlb-news', 70), ('zh-laws-versions', 15),
           ('zh-classical-histories', 15)),
    'en': (('en-senate-press-releases', 100),),
}
GRAM = {'zh': 8, 'en': 24}
_SENTENCES = {
    'zh': re.compile(r'[^。！？；\n]*[。！？；\n]+[”’」』）)\s]*|[^。！？；\n]+'),
    'en': re.compile(r'.*?[.?!;][”"\')]*\s+|.*?\n\s*|.+', re.DOTALL),
}


def records(path: pathlib.Path) -> Iterator[dict]:
  """The objects of a .jsonl file; also .gz, and .zst through `zstd`."""
  if path.suffix == '.zst':
    content = subprocess.run(['zstd', '-dc', path],
                             capture_output=True,
                             check=True).stdout
  elif path.suffix == '.gz':
    content = gzip.decompress(path.read_bytes())
  else:
    content = path.read_bytes()
  for line in content.split(b'\n'):
    if line:
      yield json.loads(line)


def _file(data: pathlib.Path, folder: str) -> pathlib.Path | None:
  for name in ('docs.jsonl.zst', 'docs.jsonl.gz', 'docs.jsonl'):
    if (data / folder / name).exists():
      return data / folder / name
  return None


def has_collections(data: pathlib.Path, language: str) -> bool:
  return any(_file(data, folder) for folder, _ in COLLECTIONS[language])


class _Unseen:
  """Drops sentences that share a long run with one that was taken before."""

  def __init__(self, language: str):
    self._gram = GRAM[language]
    self._seen: set[int] = set()

  def take(self, sentences: list[tuple[str, str]]) -> list[str]:
    """Of (sentence, the same simplified): those that are new; what they hold
    counts as seen."""
    taken = []
    before = ''  # so that runs over the end of a sentence count
    for sentence, simplified in sentences:
      fold = unicodedata.normalize('NFKC', simplified).casefold()
      fold = before + ''.join(filter(symbols.is_symbol, fold))
      # A hash that does not change from run to run, unlike Python's own.
      grams = []
      for i in range(len(fold) - self._gram + 1):
        gram = fold[i:i + self._gram].encode()
        grams.append(zlib.crc32(gram) << 32 | zlib.adler32(gram))
      if not self._seen.isdisjoint(grams) or len(set(grams)) < len(grams):
        continue
      self._seen.update(grams)
      before = fold[-self._gram + 1:]
      taken.append(sentence)
    return taken


def _lengths(chance: random.Random, count: int) -> list[int]:
  """Log-uniform, with enough long ones for the longest passages."""
  return [int(500 * 12**chance.random()) for _ in range(count)]


def _real_texts(path: pathlib.Path, half: int) -> list[str]:
  """The texts of one half of a collection: no document is in both."""
  return [
      r['text'] for r in records(path)
      if zlib.crc32(r['id'].encode()) % 2 == half
  ]


def make_carriers(chance: random.Random, language: str, count: int,
                  data: pathlib.Path | None, half: int,
                  converter: symbols.Converter) -> list[list[str]]:
  """`count` carriers of some 500 to 6,000 symbols, from made text or, with
  `data`, from the real collections there are."""
  if data is None:
    maker = made_text.maker(language)
    carriers = []
    for length in _lengths(chance, count):
      carrier: list[str] = []
      size = 0
      while size < length:
        carrier.append(maker.sentence(chance))
        size += len(symbols.positions(carrier[-1]))
      carriers.append(carrier)
    return carriers

  present = [(path, share) for folder, share in COLLECTIONS[language]
             if (path := _file(data, folder))]
  total = sum(share for _, share in present)
  unseen = _Unseen(language)
  carriers = []
  for path, share in present:
    texts = _real_texts(path, half)
    chance.shuffle(texts)
    upcoming = _simplified(texts, language, converter)
    for length in _lengths(chance, count * share // total):
      carrier = _fill(chance, language, length, upcoming, unseen)
      if carrier is None:
        break  # a small collection is used up
      carriers.append(carrier)
  chance.shuffle(carriers)
  return carriers


def _simplified(texts: list[str], language: str, converter: symbols.Converter
                ) -> Iterator[tuple[str, str]]:
  """(text, the same in simplified characters), a batch at a time."""
  for i in range(0, len(texts), 400):
    batch = texts[i:i + 400]
    yield from zip(
        batch,
        converter.convert(batch, 't2s') if language == 'zh' else batch)


def _fill(chance: random.Random, language: str, length: int,
          texts: Iterator[tuple[str, str]],
          unseen: _Unseen) -> list[str] | None:
  """Sentences of one text after another until there are enough."""
  carrier: list[str] = []
  size = 0
  while size < length:
    text, simplified = next(texts, (None, None))
    if text is None:
      return None
    # Not those with HTML in them: what is markup is another question.
    sentences = [(m.group(), simplified[m.start():m.end()])
                 for m in _SENTENCES[language].finditer(text)
                 if '<' not in m.group() and '>' not in m.group()]
    if len(text) > 2 * length:  # a part of a long text, not always the first
      sentences = sentences[chance.randrange(max(1, len(sentences) // 2)):]
    enough, room = 0, length - size
    for enough, (sentence, _) in enumerate(sentences, 1):
      room -= len(symbols.positions(sentence))
      if room < 0:
        break
    for sentence in unseen.take(sentences[:enough]):
      carrier.append(sentence)
      size += len(symbols.positions(sentence))
    if carrier and not carrier[-1].endswith('\n'):
      carrier[-1] += '\n'
  return carrier
