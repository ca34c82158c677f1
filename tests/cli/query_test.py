"""`litany query` as people and programs use it, on our own collection.

  query_test.py BINARY [unittest options]
"""

from __future__ import annotations

import collections
import csv
import json
import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import unittest

import run_cases

BINARY = pathlib.Path()
CORPUS = pathlib.Path(__file__).resolve().parent.parent.parent / 'corpus'


def corpus_texts() -> dict[str, str]:
  """The texts of corpus/ by id."""
  texts = {}
  for path in sorted(CORPUS.glob('*.jsonl')):
    for line in path.read_text(encoding='utf-8').splitlines():
      record = json.loads(line)
      texts[record['id']] = record['text']
  for path in sorted(CORPUS.glob('letters/*.txt')):
    texts[f'letters/{path.name}'] = path.read_text(encoding='utf-8')
  return texts


def gold(name: str) -> list[dict[str, str]]:
  with open(CORPUS / name, encoding='utf-8', newline='') as table:
    return list(csv.DictReader(table, delimiter='\t'))


class QueryTest(unittest.TestCase):

  @classmethod
  def setUpClass(cls):
    folder = tempfile.TemporaryDirectory(prefix='litany-query-')
    cls.addClassCleanup(folder.cleanup)
    cls.folder = pathlib.Path(folder.name)
    cls.run_litany('dedup', str(CORPUS), '-o', 'out')
    cls.texts = corpus_texts()

  @classmethod
  def run_litany(cls, *args: str, code: int = 0, **options) -> tuple[str, str]:
    done = subprocess.run([BINARY, *args], cwd=cls.folder, timeout=120,
                          env=run_cases.clean_environment(), check=False,
                          capture_output=True, **options)
    assert done.returncode == code, (args, done.returncode, done.stderr)
    return done.stdout.decode(), done.stderr.decode()

  def ask(self, texts: list[str], *args: str) -> dict[str, list[dict]]:
    """The rows by query; checks what holds of every row."""
    options = [option for text in texts for option in ('--text', text)]
    stdout, _ = self.run_litany('query', 'out', *options, '--json', '--limit',
                                '0', *args)
    rows = collections.defaultdict(list)
    for line in stdout.splitlines():
      row = json.loads(line)
      text = self.texts[row['id']]
      self.assertEqual(text[row['char_begin']:row['char_end']], row['text'])
      self.assertEqual(text.encode()[row['begin']:row['end']].decode(),
                       row['text'])
      self.assertTrue(text[:row['char_begin']].endswith(row['context_before']))
      self.assertTrue(text[row['char_end']:].startswith(row['context_after']))
      for edit in row['edits']:
        self.assertEqual(text[edit['begin']:edit['end']], edit['now'])
        self.assertIn(edit['was'], row['query'])
      self.assertEqual(row['relation'] != 'near', not row['edits'])
      rows[row['query']].append(row)
    return rows

  def test_every_slogan_is_found_where_it_is_recycled(self):
    slogans = gold('phrases.gold')
    rows = self.ask([slogan['folded'] for slogan in slogans], '--exact')
    self.assertGreater(len(slogans), 5)
    for slogan in slogans:
      with self.subTest(slogan['phrase']):
        found = {row['id'] for row in rows[slogan['folded']]}
        self.assertEqual(found, set(slogan['ids'].split(',')))

  def test_every_passage_is_found_from_each_of_its_places(self):
    places = gold('passages.gold')
    spans = collections.defaultdict(list)
    for place in places:
      spans[place['passage']].append(
          (place['id'], int(place['begin']), int(place['end'])))
    self.assertGreater(len(places), 90)
    for passage, occurrences in spans.items():
      queries = [self.texts[id_][begin:end] for id_, begin, end in occurrences]
      rows = self.ask(list(dict.fromkeys(queries)))
      for query, own in zip(queries, occurrences):
        for id_, begin, end in occurrences:
          # What is left out at the ends holds no letter, but for cut places.
          covered = max((min(end, row['char_end']) -
                         max(begin, row['char_begin'])
                         for row in rows[query] if row['id'] == id_),
                        default=0)
          with self.subTest(passage=passage, query=own[0], id=id_):
            self.assertGreaterEqual(covered, 0.9 * (end - begin))
            if (id_, begin, end) == own:
              self.assertTrue(any(
                  row['relation'] == 'identical' and row['id'] == id_
                  for row in rows[query]))

  def test_people_see_date_place_and_changes(self):
    stdout, stderr = self.run_litany('query', 'out', '--text',
                                     '少說空話、多填磚瓦', '--limit', '3')
    lines = stdout.splitlines()
    self.assertEqual(len(lines), 9)
    self.assertRegex(lines[0], r'^20\d\d-\d\d-\d\d  \S+  \S+  0\.\d+$')
    self.assertIn('[[少说空话多添砖瓦]]', lines[1])
    self.assertEqual(lines[2], '    changed: 填 -> 添')
    dates = [line.split()[0] for line in lines[::3]]
    self.assertEqual(dates, sorted(dates))
    self.assertRegex(stderr, r'^0 documents use it exactly, 18 with changes; '
                             r'first: \S+, 20\d\d-\d\d-\d\d\n')
    self.assertIn('3 of 18 places are shown; --limit 0 shows all', stderr)

  def test_file_and_standard_input_are_the_same_query(self):
    text = self.texts['nz010']
    (self.folder / 'asked.txt').write_text(text, encoding='utf-8')
    by_file, _ = self.run_litany('query', 'out', '--file', 'asked.txt')
    by_stdin, _ = self.run_litany('query', 'out', '--file', '-',
                                  input=text.encode())
    self.assertEqual(by_file, by_stdin)
    self.assertIn('  nz010  identical', by_file)
    rows, _ = self.run_litany('query', 'out', '--file', 'asked.txt', '--json')
    self.assertTrue(all(json.loads(row)['query'] == 'asked.txt'
                        for row in rows.splitlines()))

  def test_nothing_found_is_no_error(self):
    stdout, stderr = self.run_litany('query', 'out', '--text', 'xyzzy plugh')
    self.assertEqual(stdout, '')
    self.assertEqual(stderr, 'no document uses it\n')

  def test_runs_that_cannot_be_asked(self):
    for args, wants in (
        (['none', '--text', 'a'], 'no run directory none'),
        (['.', '--text', 'a'], 'holds no finished run'),
        (['out'], 'want one run directory, and --text TEXT or --file FILE'),
        (['out', '--text', '。？'], 'no letter, mark or number'),
        (['out', '--file', 'none.txt'], '--file must be a file that can be'),
        (['out', '--text', 'a', '--similarity', '0'], '--similarity must be'),
    ):
      with self.subTest(args):
        stdout, stderr = self.run_litany('query', *args, code=2)
        self.assertEqual(stdout, '')
        self.assertIn(wants, stderr)

  def on_a_terminal(self, *args: str) -> str:
    """What a terminal gets of standard output."""
    master, slave = pty.openpty()
    environment = run_cases.clean_environment()
    environment.pop('NO_COLOR', None)
    with subprocess.Popen([BINARY, *args], cwd=self.folder, env=environment,
                          stdout=slave, stderr=subprocess.DEVNULL) as process:
      os.close(slave)
      shown = b''
      try:
        while part := os.read(master, 65536):
          shown += part
      except OSError:  # the other end is closed
        pass
      os.close(master)
    self.assertEqual(process.returncode, 0)
    return shown.decode()

  def test_documents_cannot_steer_the_terminal(self):
    evil = {'id': 'x\u202e\x1b[2J', 'source': 'a', 'text':
            'before \x1b]0;title\x07 \u202e the words\u2066 asked\x9b31m for '
            '\u2069 after \x00\x08\x7f\n\r\nend'}
    (self.folder / 'evil.jsonl').write_text(json.dumps(evil) + '\n')
    self.run_litany('dedup', 'evil.jsonl', '-o', 'evil')
    args = ['query', 'evil', '--text', 'the words asked for', '--similarity',
            '0.5']
    shown = self.on_a_terminal(*args)
    plain, _ = self.run_litany(*args)
    self.assertIn('\x1b[1;31m', shown)
    self.assertNotIn('\x1b', plain)
    self.assertIn('<U+202E>', plain)
    for mark in ('\x1b[1;31m', '\x1b[1m', '\x1b[0m', '\r\n'):
      shown = shown.replace(mark, '')
    for text in (shown, plain.replace('\n', '')):
      unsafe = [c for c in text if ord(c) < 32 or 127 <= ord(c) < 160 or
                c in '\u061c\u200e\u200f' or '\u202a' <= c <= '\u202e' or
                '\u2066' <= c <= '\u2069']
      self.assertEqual(unsafe, [])

  def test_json_has_the_text_as_it_is(self):
    text = 'one \u202etwo\x1b[2J three'
    (self.folder / 'raw.jsonl').write_text(
        json.dumps({'id': 'r', 'text': text}) + '\n')
    self.run_litany('dedup', 'raw.jsonl', '-o', 'raw')
    stdout, _ = self.run_litany('query', 'raw', '--json', '--text', text)
    self.assertEqual(json.loads(stdout)['text'], text)


if __name__ == '__main__':
  BINARY = pathlib.Path(sys.argv.pop(1)).resolve()
  unittest.main()
