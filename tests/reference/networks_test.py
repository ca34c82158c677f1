"""The golden networks, read back by other people's code."""

import pathlib
import shutil
import sys

import pytest

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER))

import networks  # noqa: E402

GOLDEN = FOLDER.parent / 'engine' / 'networks'


def test_hostile_ids_come_back():
  networks.check(GOLDEN)


def test_the_golden_ids_are_hostile():
  ids = {row['id'] for row in networks.reuse(GOLDEN)}
  for part in '"<>&,\n\r\t\0\1\x1b\x7f\ufffe\uffff\x85\u2028\u202e𠀀':
    assert any(part in name for name in ids), repr(part)
  assert len({networks.xml_text(name) for name in ids}) < len(ids)


@pytest.mark.parametrize('name, old, new', [
    ('documents.graphml', '"weight">32<', '"weight">33<'),
    ('documents.gexf', 'start="2026-01-01"', 'start="2026-01-02"'),
    ('documents.gexf', 'weight="32"', 'weight="33"'),
    ('documents-edges.csv', '\r\n-,', '\r\n=,'),
    ('sources.gexf', '甲', '乙'),
    ('sources.graphml', 'directed', 'undirected'),
])
def test_the_check_finds_what_is_wrong(tmp_path, name, old, new):
  folder = tmp_path / 'run'
  shutil.copytree(GOLDEN, folder)
  text = (folder / name).read_bytes().decode('utf-8')
  assert old in text
  (folder / name).write_bytes(text.replace(old, new, 1).encode('utf-8'))
  with pytest.raises(Exception):
    networks.check(folder)
