"""Damaged, hostile and unreadable files: counted, never fatal to the rest."""

import gzip
import json
import os
import pathlib
import random
import shutil
import subprocess
import zlib

import pytest
import zstandard

import harness
import json_lines_oracle as oracle

LINES = 3000
LIMIT = 64 * harness.MIB  # the default of --max-doc-bytes
SLACK = 64 * harness.MIB


def make_lines(prefix: str) -> bytes:
  chance = random.Random(prefix)
  return b''.join(
      json.dumps({
          'id': f'{prefix}{i:05d}',
          'text': harness.han_text(chance, 60)
      },
                 ensure_ascii=False).encode() + b'\n' for i in range(LINES))


PLAIN = make_lines('a')
MORE = make_lines('b')


def inflated(packed: bytes) -> bytes:
  """All that zlib gives of the first member before it stops."""
  stream, out = zlib.decompressobj(wbits=31), bytearray()
  for i in range(len(packed)):
    try:
      out += stream.decompress(packed[i:i + 1])
    except zlib.error:
      break
  return bytes(out)


def unpacked_zstd(packed: bytes) -> bytes:
  return zstandard.ZstdDecompressor().decompressobj().decompress(packed)


def whole_lines(stream: bytes) -> set[str]:
  whole = stream[:stream.rfind(b'\n') + 1]
  return {d.id for d in oracle.read(whole).documents}


def assert_one_reject(run, file: str, ids: set[str], decoded: int) -> None:
  """The documents are `ids`; the damage is one record of the file."""
  assert {d['id'] for d in run.documents} == ids
  assert all(d['repairs'] == 0 for d in run.documents)
  assert len(run.rejects) == 1
  reject = run.rejects[0]
  assert reject['file'] == file and reject['record'] is None
  assert 0 <= reject['byte'] <= decoded
  assert reject['reason']


def run_on(tmp_path, name: str, content: bytes, code: int = 1):
  docs = tmp_path / name
  docs.write_bytes(content)
  return harness.dedup(docs, tmp_path / 'out', code=code)[0]


@pytest.mark.parametrize('share', [.1, .5, .9, .9999])
def test_a_cut_gzip_gives_what_it_holds(tmp_path, share):
  packed = gzip.compress(PLAIN, mtime=0)
  packed = packed[:int(share * len(packed))]
  held = inflated(packed)
  run = run_on(tmp_path, 'cut.jsonl.gz', packed)
  assert_one_reject(run, 'cut.jsonl.gz', whole_lines(held), len(held))


@pytest.mark.parametrize('share', [.1, .5, .9, .9999])
def test_a_cut_zstd_gives_what_it_holds(tmp_path, share):
  packed = zstandard.ZstdCompressor(write_checksum=True).compress(PLAIN)
  packed = packed[:int(share * len(packed))]
  held = unpacked_zstd(packed)
  run = run_on(tmp_path, 'cut.jsonl.zst', packed)
  assert_one_reject(run, 'cut.jsonl.zst', whole_lines(held), len(held))


def test_a_gzip_cut_in_its_header_gives_nothing(tmp_path):
  run = run_on(tmp_path, 'cut.jsonl.gz', gzip.compress(PLAIN)[:5])
  assert_one_reject(run, 'cut.jsonl.gz', set(), 0)


@pytest.mark.parametrize('name', ['cut.jsonl.gz', 'cut.jsonl.zst'])
def test_the_sound_member_before_a_cut_one_is_whole(tmp_path, name):
  compress = (
      gzip.compress
      if name.endswith('gz') else zstandard.ZstdCompressor().compress)
  unpack = inflated if name.endswith('gz') else unpacked_zstd
  second = compress(MORE)
  second = second[:len(second) // 2]
  run = run_on(tmp_path, name, compress(PLAIN) + second)
  ids = whole_lines(PLAIN) | whole_lines(unpack(second))
  assert_one_reject(run, name, ids, len(PLAIN + MORE))


@pytest.mark.parametrize('seed', range(6))
def test_a_flipped_bit_in_a_gzip_is_seen(tmp_path, seed):
  packed = bytearray(gzip.compress(PLAIN, mtime=0))
  chance = random.Random(seed)
  packed[chance.randrange(20, len(packed) - 8)] ^= 1 << chance.randrange(8)
  held = inflated(bytes(packed))
  run = run_on(tmp_path, 'flipped.jsonl.gz', bytes(packed))
  # Before the flip all is as it was; after it the stream may still inflate,
  # to lines that are garbage or by chance are not.
  agree = os.path.commonprefix([held, PLAIN])
  expected = oracle.read(held[:held.rfind(b'\n') + 1])
  # Garbage repeats lines, so an id may come with `#2`.
  found = {d['id'].split('#')[0] for d in run.documents}
  assert whole_lines(agree) <= found
  assert found <= {d.id for d in expected.documents}
  member = [r for r in run.rejects if r['record'] is None]
  assert len(member) == 1, 'the member itself is one reject'
  assert len(run.rejects) - 1 <= len(expected.rejects)


def test_a_flipped_bit_in_the_checksum_of_a_gzip_is_seen(tmp_path):
  packed = bytearray(gzip.compress(PLAIN))
  packed[-6] ^= 1
  run = run_on(tmp_path, 'flipped.jsonl.gz', bytes(packed))
  assert_one_reject(run, 'flipped.jsonl.gz', whole_lines(PLAIN), len(PLAIN))


@pytest.mark.parametrize('garbage', [b'garbage', b'\x00' * 512, b'\x1f\x8b'])
def test_garbage_after_the_last_member_is_one_reject(tmp_path, garbage):
  run = run_on(tmp_path, 'tail.jsonl.gz', gzip.compress(PLAIN) + garbage)
  assert_one_reject(run, 'tail.jsonl.gz', whole_lines(PLAIN), len(PLAIN))


def test_garbage_after_the_last_zstd_frame_is_one_reject(tmp_path):
  packed = zstandard.ZstdCompressor().compress(PLAIN)
  run = run_on(tmp_path, 'tail.jsonl.zst', packed + b'garbage')
  assert_one_reject(run, 'tail.jsonl.zst', whole_lines(PLAIN), len(PLAIN))


def test_sound_members_in_a_row_are_one_stream(tmp_path):
  cut = len(PLAIN) // 2  # within a line
  content = gzip.compress(PLAIN[:cut]) + gzip.compress(PLAIN[cut:])
  run = run_on(tmp_path, 'two.jsonl.gz', content, code=0)
  assert {d['id'] for d in run.documents} == whole_lines(PLAIN)


@pytest.mark.parametrize('name', ['x.jsonl.gz', 'x.jsonl.zst'])
def test_plain_bytes_under_an_archive_name_are_one_reject(tmp_path, name):
  run = run_on(tmp_path, name, PLAIN)
  assert_one_reject(run, name, set(), len(PLAIN))


def test_an_empty_file_is_no_record(tmp_path):
  assert run_on(tmp_path, 'empty.jsonl', b'', code=0).counts['read'] == 0


def test_a_damaged_file_leaves_the_others_alone(tmp_path):
  folder = tmp_path / 'in'
  (folder / 'deep').mkdir(parents=True)
  (folder / 'a.jsonl').write_bytes(PLAIN)
  (folder / 'broken.jsonl.gz').write_bytes(gzip.compress(MORE)[:5])
  (folder / 'deep' / 'b.jsonl').write_bytes(MORE)
  run, _ = harness.dedup(folder, tmp_path / 'out', code=1)
  assert_one_reject(run, 'broken.jsonl.gz',
                    whole_lines(PLAIN) | whole_lines(MORE), 0)


# --- Size ---------------------------------------------------------------------


def long_line(path: pathlib.Path) -> int:
  """A sound line, one of 200 MB, a sound line; returns where the long one
  begins."""
  first, last = PLAIN.split(b'\n')[:2]
  openers = {'.gz': gzip.open, '.zst': zstandard.open, '.jsonl': open}
  with openers[path.suffix](path, 'wb') as file:
    file.write(first + b'\n{"id":"long","text":"')
    for _ in range(200):
      file.write(b'abcd efgh ' * 100_000)
    file.write(b'"}\n' + last + b'\n')
  return len(first) + 1


@pytest.mark.parametrize('name', ['x.jsonl', 'x.jsonl.gz', 'x.jsonl.zst'])
def test_a_line_of_200_mb_is_a_reject_in_bounded_memory(tmp_path, name):
  docs = tmp_path / name
  begin = long_line(docs)
  run, outcome = harness.dedup(docs, tmp_path / 'out', code=1)
  assert len(run.documents) == 2
  assert [(r['record'], r['byte']) for r in run.rejects] == [(2, begin)]
  assert outcome.peak_bytes <= LIMIT + SLACK, (
      f'{outcome.peak_bytes / harness.MIB:.0f} MiB')


def test_max_doc_bytes_is_the_limit(tmp_path):
  docs = harness.write_lines(tmp_path / 'docs.jsonl', [
      {'id': 'short', 'text': 'x' * 100},
      {'id': 'long', 'text': 'y' * 5000},
      {'id': 'last', 'text': 'z' * 100},
  ])  # yapf: disable
  run, _ = harness.dedup(
      docs, tmp_path / 'out', '--max-doc-bytes', 4096, code=1)
  assert [d['id'] for d in run.documents] == ['last', 'short']
  assert run.rejects[0]['record'] == 2


# --- Files that cannot be read ------------------------------------------------


def as_nobody() -> list[str]:
  """A command prefix under which file permissions count."""
  if os.geteuid() != 0:
    return []
  if not shutil.which('setpriv'):
    pytest.skip('root reads every file, and there is no setpriv')
  return ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']


def test_a_file_without_permission_is_one_reject(tmp_path):
  prefix = as_nobody()
  folder = tmp_path / 'in'
  folder.mkdir()
  (folder / 'a.jsonl').write_bytes(PLAIN)
  (folder / 'locked.jsonl').write_bytes(MORE)
  (folder / 'locked.jsonl').chmod(0)
  out = tmp_path / 'out'
  out.mkdir()
  out.chmod(0o777)
  for parent in [tmp_path, *tmp_path.parents[:2]]:
    parent.chmod(parent.stat().st_mode | 0o055)
  if prefix and subprocess.run([*prefix, str(harness.BINARY), '--version'],
                               capture_output=True,
                               check=False).returncode != 0:
    pytest.skip('another user cannot start the binary where it lies')
  run, _ = harness.dedup(folder, out, code=1, prefix=prefix)
  assert_one_reject(run, 'locked.jsonl', whole_lines(PLAIN), 0)


def test_a_directory_under_a_file_name_is_walked_not_read(tmp_path):
  (tmp_path / 'in' / 'x.jsonl').mkdir(parents=True)
  (tmp_path / 'in' / 'x.jsonl' / 'a.jsonl').write_bytes(PLAIN)
  run, _ = harness.dedup(tmp_path / 'in', tmp_path / 'out')
  assert len(run.documents) == LINES


def test_links_pipes_and_hidden_files_are_passed_over(tmp_path):
  folder = tmp_path / 'in'
  folder.mkdir()
  (folder / 'a.jsonl').write_bytes(PLAIN)
  (folder / '.hidden.jsonl').write_bytes(MORE)
  (folder / 'notes.xyz').write_bytes(MORE)
  (folder / 'link.jsonl').symlink_to(folder / 'a.jsonl')
  (folder / 'gone.jsonl').symlink_to(folder / 'nothing')
  (folder / 'loop').symlink_to(folder)
  os.mkfifo(folder / 'pipe.jsonl')
  outcome = harness.litany(
      'dedup', folder, '-o', tmp_path / 'out', timeout=60)
  assert outcome.code in (0, 1), outcome.stderr
  run = harness.run_directory.load(tmp_path / 'out')
  harness.run_directory.check(run)
  assert {d['id'] for d in run.documents} == whole_lines(PLAIN)


def test_a_missing_file_is_a_usage_error(tmp_path):
  outcome = harness.litany('dedup', tmp_path / 'none.jsonl', '-o',
                           tmp_path / 'out')
  assert outcome.code == 2
  assert 'none.jsonl' in outcome.stderr


def test_a_used_directory_is_not_written_over_unasked(tmp_path):
  (tmp_path / 'docs.jsonl').write_bytes(PLAIN)
  out = tmp_path / 'out'
  out.mkdir()
  (out / 'mine').write_text('precious')
  outcome = harness.litany('dedup', tmp_path / 'docs.jsonl', '-o', out)
  assert outcome.code == 2
  assert [f.name for f in out.iterdir()] == ['mine']
