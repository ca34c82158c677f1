#!/usr/bin/env python3
"""Writes made-up sites whose furniture is known, with gold beside the pages.

  scripts/planted/sites.py OUT [--sources 50] [--pages 200] [--seed 1]

OUT/docs.jsonl: id, url, date, text. OUT/gold.jsonl, a row a page: id, `spans`
(cause template or own; what `litany eval` reads as causes), `blocks` (block,
begin, end, pattern, gaps with begin, end and type) and `prose` (begin, end of
each line of prose). Offsets are code points. Python standard library.

A source has page kinds; each kind has header, navigation and footer lines with
0 to 6 gaps of six types, some of them optional, and now and then a noise line.
The body is prose made of a lexicon of the source's language; in one page of
twenty a footer line is quoted inside a paragraph.
"""

from __future__ import annotations

import argparse
import functools
import json
import pathlib
import random
from collections.abc import Callable

import made_text

TYPES = ('number', 'date', 'time', 'url', 'email', 'word')

LABELS = {
    'en': ('Copyright', 'Page views:', 'Last changed', 'Contact', 'Home',
           'Posted by', 'Section', 'Printed from', 'Reference', 'Comments',
           'Updated', 'Archive', 'Subscribe', 'Served by', 'Edition',
           'Permanent link', 'Desk', 'Queries', 'All rights reserved',
           'Processed in', 'Licence', 'Write to', 'Browse', 'Next issue'),
    'zh': ('版权所有', '浏览次数：', '最后修改', '联系我们', '首页', '发布者：',
           '栏目', '打印自', '编号', '评论', '更新于', '资料库', '订阅', '服务器',
           '版次', '永久链接', '责任编辑：', '查询', '保留一切权利', '处理用时',
           '许可证', '来信请寄', '浏览', '下期'),
}
NAMES = {
    'en': ('Abbott', 'Brandt', 'Castillo', 'Dvorak', 'Eriksen', 'Fontaine',
           'Gupta', 'Hayashi', 'Ibrahim', 'Jansen', 'Kowalski', 'Lindqvist'),
    'zh': ('安平', '白桦', '常青', '杜若', '方圆', '顾影', '何川', '江离', '林深',
           '孟秋', '乔木', '苏叶'),
}


def value(kind: str, language: str, chance: random.Random) -> str:
  if kind == 'number':
    return str(chance.randrange(10**chance.randint(1, 6)))
  if kind == 'date':
    return (f'{chance.randint(1999, 2026)}-{chance.randint(1, 12):02}-'
            f'{chance.randint(1, 28):02}')
  if kind == 'time':
    return f'{chance.randrange(24):02}:{chance.randrange(60):02}'
  name = ''.join(chance.choices('abcdefghijklmnopqrstuvwxyz',
                                k=chance.randint(4, 9)))
  if kind == 'url':
    return f'http://{name}.test/{chance.randrange(10**5)}'
  if kind == 'email':
    return f'{name}@{chance.choice("abcdefgh")}mail.test'
  return chance.choice(NAMES[language])


def written(maker, chance: random.Random, length: int) -> str:
  """One line of prose of at least so many characters."""
  text = ''
  while len(text) < length:
    text += maker.sentence(chance)
  return text.replace('\n', ' ').strip()


class Block:
  """A line of furniture: constants and the types of the gaps between."""

  def __init__(self, name: str, language: str, gaps: int, labels: list[str],
               chance: random.Random):
    self.name = name
    self._language = language
    self.optional = chance.random() < .15
    self.pieces: list[tuple[str, str]] = []  # constant, type after it or ''
    for place in range(gaps + 1):
      label = labels.pop()
      if place:
        label = ' ' + chance.choice(('| ', '· ', '— ', '')) + label
      kind = chance.choice(TYPES) if place < gaps else ''
      self.pieces.append((label + (' ' if kind else ''), kind))

  @property
  def pattern(self) -> str:
    return ''.join(text + ('<*>' if kind else '') for text, kind in self.pieces)

  def write(self, begin: int, chance: random.Random) -> tuple[str, list[dict]]:
    text, gaps = '', []
    for constant, kind in self.pieces:
      text += constant
      if kind:
        filled = value(kind, self._language, chance)
        gaps.append({'begin': begin + len(text),
                     'end': begin + len(text) + len(filled), 'type': kind})
        text += filled
    return text, gaps


def _labels(language: str, count: int, chance: random.Random) -> list[str]:
  labels = dict.fromkeys(chance.sample(LABELS[language], 20))
  maker = made_text.maker(language)
  while len(labels) < count:
    letters = ''.join(c if c.isalpha() else ' '
                      for c in maker.sentence(chance))
    labels[letters.split()[0][:4] if language == 'zh' else
           ' '.join(letters.split()[:2])] = None
  result = list(labels)
  chance.shuffle(result)
  return result


class Site:

  def __init__(self, seed: str, number: int):
    chance = random.Random(f'{seed} {number}')
    self.host = f'site{number:03}.test'
    self.language = 'zh' if number % 2 else 'en'
    self._kinds = []
    names: dict[str, str] = {}  # one pattern is one block, whatever the kind
    for kind in range(chance.randint(1, 3)):
      words = _labels(self.language, 50, chance)
      self._kinds.append([[
          Block(f'{number}/{kind}/{part}/{i}', self.language,
                chance.choice((0, 0, 1, 2, 3, 4, 5, 6)), words, chance)
          for i in range(lines)
      ] for part, lines in (('header', 2), ('navigation', 2), ('footer', 3))])
      for part in self._kinds[-1]:
        for block in part:
          block.name = names.setdefault(block.pattern, block.name)

  def page(self, chance: random.Random, prose: Callable[[int], str]
           ) -> tuple[str, list[dict], list[tuple[int, int]]]:
    header, navigation, footer = chance.choice(self._kinds)
    lines: list[str] = []
    blocks, spans = [], []

    def at() -> int:
      return sum(map(len, lines)) + len(lines)

    def put(line: str) -> None:
      spans.append((at(), at() + len(line)))
      lines.append(line)

    def furniture(those: list[Block]) -> None:
      for block in those:
        if block.optional and chance.random() < .4:
          continue
        begin = at()
        line, gaps = block.write(begin, chance)
        blocks.append({'block': block.name, 'begin': begin,
                       'end': begin + len(line), 'pattern': block.pattern,
                       'gaps': gaps})
        lines.append(line)

    furniture(header)
    if chance.random() < .2:
      put(prose(chance.randint(6, 20)))  # a noise line
    furniture(navigation)
    paragraphs = [prose(chance.randint(80, 300))
                  for _ in range(chance.randint(2, 6))]
    if chance.random() < .05:
      quoted = chance.choice(footer).write(0, chance)[0]
      place = chance.randrange(len(paragraphs))
      half = len(paragraphs[place]) // 2
      paragraphs[place] = (f'{paragraphs[place][:half]} “{quoted}” '
                           f'{paragraphs[place][half:]}')
    for paragraph in paragraphs:
      put(paragraph)
    furniture(footer)
    return '\n'.join(lines), blocks, spans


def make(out: pathlib.Path, sources: int, pages: int, seed: int) -> None:
  out.mkdir(parents=True, exist_ok=True)
  with (out / 'docs.jsonl').open('w', encoding='utf-8', newline='\n') as docs, \
       (out / 'gold.jsonl').open('w', encoding='utf-8', newline='\n') as gold:
    for number in range(sources):
      site = Site(str(seed), number)
      chance = random.Random(f'{seed} {number} pages')
      maker = made_text.maker(site.language)
      prose = functools.partial(written, maker, chance)
      for page in range(pages):
        text, blocks, lines = site.page(chance, prose)
        name = f'{site.host}/{page:04}'
        row = {'id': name, 'url': f'http://{name}',
               'date': value('date', site.language, chance), 'text': text}
        docs.write(json.dumps(row, ensure_ascii=False) + '\n')
        spans = [{'begin': b['begin'], 'end': b['end'], 'cause': 'template'}
                 for b in blocks]
        spans += [{'begin': b, 'end': e, 'cause': 'own'} for b, e in lines]
        gold.write(json.dumps(
            {'id': name, 'spans': sorted(spans, key=lambda s: s['begin']),
             'blocks': blocks,
             'prose': [{'begin': b, 'end': e} for b, e in lines]},
            ensure_ascii=False) + '\n')


def main() -> None:
  parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
  parser.add_argument('out', type=pathlib.Path)
  parser.add_argument('--sources', type=int, default=50)
  parser.add_argument('--pages', type=int, default=200)
  parser.add_argument('--seed', type=int, default=1)
  options = parser.parse_args()
  make(options.out, options.sources, options.pages, options.seed)


if __name__ == '__main__':
  main()
