"""Damaged JSON lines: each record is a document or a reject, and no damage
reaches its neighbours."""

import json
import random

import pytest

import harness
import json_lines_oracle as oracle

_chance = random.Random(13)


def line(name: str, **fields) -> bytes:
  record = {'id': name, 'text': harness.han_text(_chance, 80)} | fields
  return json.dumps(record, ensure_ascii=False).encode('utf-8') + b'\n'


def with_text(name: str, raw: bytes) -> bytes:
  """A record whose text is `raw`, unescaped, between sound characters."""
  return line(name).replace(b'"}', raw + '末"}'.encode())


GOOD = [line(f'good{i}') for i in range(4)]

# name -> the damaged line(s) that stand between two sound ones.
CASES = {
    'invalid UTF-8, a stray continuation byte': with_text('d', b'\x80'),
    'invalid UTF-8, a cut sequence': with_text('d', b'\xe4\xb8'),
    'invalid UTF-8, an overlong slash': with_text('d', b'\xc0\xaf'),
    'invalid UTF-8, an encoded surrogate': with_text('d', b'\xed\xa0\x80'),
    'invalid UTF-8, beyond the last plane': with_text('d', b'\xf4\x90\x80\x80'),
    'invalid UTF-8, bytes of no encoding': with_text('d', b'\xff\xfe\xff'),
    'invalid UTF-8, GB 18030': with_text('d', '新闻联播'.encode('gb18030')),
    'invalid UTF-8, outside the text':
        line('d', title='x').replace(b'"x"', b'"\xff"'),
    'cut line': line('d')[:60] + b'\n',
    'cut within a character': line('d')[:61] + b'\n',
    'cut escape': b'{"id":"d","text":"abc\\\n',
    'array': b'["d", "text"]\n',
    'number': b'12\n',
    'string': b'"text"\n',
    'null': b'null\n',
    'not JSON': b'id=d text=abc\n',
    'two objects on a line': line('d')[:-1] + b' ' + line('e'),
    'trailing comma': b'{"id":"d","text":"abc",}\n',
    'missing text': b'{"id":"d","body_text":"abc"}\n',
    'text is null': b'{"id":"d","text":null}\n',
    'text is a number': b'{"id":"d","text":12}\n',
    'text is a list': b'{"id":"d","text":["abc"]}\n',
    'text is an object': b'{"id":"d","text":{"zh":"abc"}}\n',
    'empty text': b'{"id":"d","text":""}\n',
    'the text field twice': b'{"id":"d","text":"abc","text":"abcdef"}\n',
    'an id that is a number': b'{"id":12,"text":"abc"}\n',
    'NUL, raw': with_text('d', b'\x00'),
    'NUL, escaped': with_text('d', b'\\u0000'),
    'a line of NULs': b'\x00' * 512 + b'\n',
    'control character, raw': with_text('d', b'\x01'),
    'lone high surrogate': with_text('d', b'\\ud83d'),
    'lone low surrogate': with_text('d', b'\\ude00'),
    'surrogates the wrong way round': with_text('d', b'\\ude00\\ud83d'),
    'a true surrogate pair': with_text('d', b'\\ud83d\\ude00'),
    'cut \\u escape': with_text('d', b'\\u12'),
    'unknown escape': with_text('d', b'\\x41'),
    'NaN': b'{"id":"d","text":"abc","score":NaN}\n',
    'Infinity': b'{"id":"d","text":"abc","score":-Infinity}\n',
    'huge integer': b'{"id":"d","text":"abc","n":' + b'9' * 400 + b'}\n',
    'huge exponent': b'{"id":"d","text":"abc","n":1e99999}\n',
    'leading zero': b'{"id":"d","text":"abc","n":01}\n',
    'U+2028 and U+2029 in the text': with_text('d', '\u2028\u2029'.encode()),
    'U+0085 in the text': with_text('d', '\u0085'.encode()),
    'noncharacters': with_text('d', '\ufffe\uffff\U0010ffff'.encode()),
    'U+FFFD that was there before': with_text('d', '\ufffd'.encode()),
    'blank lines': b'\n \t\n\r\n',
    'CRLF': line('d')[:-1] + b'\r\n',
    'spaces around': b' \t' + line('d')[:-1] + b'  \n',
    'nested too deep':
        b'{"id":"d","text":"abc","n":' + b'[' * 100_000 + b']' * 100_000 +
        b'}\n',
    'many fields': line('d', **{f'f{i}': i for i in range(20_000)}),
}


def surrounded(damage: bytes) -> bytes:
  return GOOD[0] + GOOD[1] + damage + GOOD[2] + GOOD[3]


def assert_reads_like(run, stream: bytes, expected: oracle.Reading,
                      file: str) -> None:
  found = {
      d['id']: (sum(d['chars'].values()), d['repairs']) for d in run.documents
  }
  assert found == {
      d.id: (len(d.text), d.repairs) for d in expected.documents
  }
  rejects = [(r['file'], r['record'], r['byte']) for r in run.rejects]
  assert rejects == [(file, *place) for place in expected.rejects]
  assert all(r['reason'] for r in run.rejects)
  assert run.counts['read'] == len(expected.documents) + len(expected.rejects)


@pytest.mark.parametrize('damage', CASES.values(), ids=CASES.keys())
def test_a_damaged_line_is_a_document_or_a_reject(tmp_path, damage):
  stream = surrounded(damage)
  docs = tmp_path / 'docs.jsonl'
  docs.write_bytes(stream)
  expected = oracle.read(stream)
  run, _ = harness.dedup(
      docs,
      tmp_path / 'out',
      '--write',
      tmp_path / 'kept.jsonl',
      code=1 if expected.rejects else 0)
  assert_reads_like(run, stream, expected, 'docs.jsonl')
  # What is kept is written as it was, in input order.
  dropped = {d['id'] for d in run.documents if not d['keep']}
  kept = [d.line for d in expected.documents if d.id not in dropped]
  written = (tmp_path / 'kept.jsonl').read_bytes().split(b'\n')[:-1]
  assert written == kept


def test_all_damage_in_one_file(tmp_path):
  parts = []
  for i, damage in enumerate(CASES.values()):
    parts += [line(f'g{i}'), damage.replace(b'"d"', f'"d{i}"'.encode())]
  stream = b''.join(parts) + GOOD[0][:-1]  # no final newline
  docs = tmp_path / 'docs.jsonl'
  docs.write_bytes(stream)
  run, _ = harness.dedup(docs, tmp_path / 'out', code=1)
  assert_reads_like(run, stream, oracle.read(stream), 'docs.jsonl')


def test_random_damage(tmp_path):
  """Bytes changed, cut out and put in anywhere."""
  chance = random.Random(17)
  sound = b''.join(line(f'r{i:04d}', n=i, title='A "b" \\ c')
                   for i in range(400))
  attempts = 0
  for attempt in range(20):
    stream = bytearray(sound)
    for _ in range(40):
      at = chance.randrange(len(stream))
      kind = chance.randrange(3)
      if kind == 0:
        stream[at] = chance.randrange(256)
      elif kind == 1:
        del stream[at:at + chance.randint(1, 30)]
      else:
        stream[at:at] = chance.choice([b'"', b'\n', b'{', b'\\', b'\x00', b'}'])
    docs = tmp_path / f'docs{attempt}.jsonl'
    docs.write_bytes(stream)
    expected = oracle.read(bytes(stream), docs.name)
    ids = [d.id for d in expected.documents]
    # Renaming of repeated ids is another test's matter.
    if len(set(ids)) < len(ids) or not all(isinstance(i, str) for i in ids):
      continue
    attempts += 1
    run, _ = harness.dedup(
        docs, tmp_path / 'out', code=1 if expected.rejects else 0)
    assert_reads_like(run, bytes(stream), expected, docs.name)
  assert attempts >= 10


def test_a_byte_order_mark_is_no_damage(tmp_path):
  docs = tmp_path / 'docs.jsonl'
  docs.write_bytes(oracle.BOM + GOOD[0] + GOOD[1])
  run, _ = harness.dedup(docs, tmp_path / 'out')
  assert [d['id'] for d in run.documents] == ['good0', 'good1']
  assert all(d['repairs'] == 0 for d in run.documents)


def test_on_error_skip_makes_a_reject_of_what_replace_repairs(tmp_path):
  docs = tmp_path / 'docs.jsonl'
  docs.write_bytes(surrounded(with_text('d', b'\xff')))
  run, _ = harness.dedup(docs, tmp_path / 'out', '--on-error', 'skip', code=1)
  assert len(run.documents) == 4 and len(run.rejects) == 1
  assert run.rejects[0]['record'] == 3
  assert run.rejects[0]['byte'] == len(GOOD[0] + GOOD[1])


@pytest.mark.parametrize('damage', [with_text('d', b'\xff'), b'{"id":\n'])
def test_on_error_fail_ends_the_run(tmp_path, damage):
  docs = tmp_path / 'docs.jsonl'
  docs.write_bytes(surrounded(damage))
  outcome = harness.litany('dedup', docs, '-o', tmp_path / 'out', '--on-error',
                           'fail')
  assert outcome.code == 2
  assert 'docs.jsonl' in outcome.stderr and '3' in outcome.stderr
  assert not (tmp_path / 'out' / 'summary.json').exists()


def test_repeated_ids_are_told_apart_by_their_records(tmp_path):
  texts = [harness.han_text(_chance, 40) for _ in range(3)]
  lines = [line('twin', text=text) for text in texts] + [line('twin#2')]
  names = []
  for order in (lines, lines[::-1]):
    docs = tmp_path / 'docs.jsonl'
    docs.write_bytes(b''.join(order))
    run, _ = harness.dedup(docs, tmp_path / 'out')
    assert [d['id'] for d in run.documents
           ] == ['twin', 'twin#2', 'twin#3', 'twin#4']
    assert run.counts['duplicate_ids'] == 2
    names.append(run.table_bytes()['documents.jsonl'])
  assert names[0] == names[1]
