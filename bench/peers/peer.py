"""One peer over one collection, in a process of its own (scripts/bench-peers).

  peer.py NAME FOLDED --threshold T --threads N --pairs OUT

FOLDED is what `litany fold` prints: every peer gets the same tokens, and the
same shingles of five of them (one to four tokens make one shingle). The last
line of standard output is one JSON object: wall and processor seconds of each
stage, peak memory, counts. The pairs of document numbers go to OUT (.npz).

Stages: `read` (JSON to lists of tokens), `tokenise` (to what the peer takes),
`sketch`, `pairs` (index, queries), `clusters` (connected components).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import pathlib
import resource
import struct
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator

import numpy as np

SLOTS = 128
# Of the peers that take bands and not a threshold: FastSketchLSH's README.
BANDS, ROWS = 16, 8
SHINGLE = 5
SEED = 42
# One code point a token: private planes first, then what is left; no letter
# case or white space below it that a peer could fold.
FIRST_TOKEN = 0x20000
PADDING = '\U0001ffff'

Documents = list[list[str]]
Pairs = Iterable[tuple[int, int]]


class Stages:
  """Wall and processor seconds by stage, child processes included."""

  def __init__(self):
    self.wall: dict[str, float] = {}
    self.cpu: dict[str, float] = {}

  @contextlib.contextmanager
  def __call__(self, name: str) -> Iterator[None]:
    wall, cpu = time.monotonic(), cpu_seconds()
    yield
    self.wall[name] = self.wall.get(name, 0) + time.monotonic() - wall
    self.cpu[name] = self.cpu.get(name, 0) + cpu_seconds() - cpu


def cpu_seconds() -> float:
  """Of this process and its children, those that run included."""
  ended = sum(usage.ru_utime + usage.ru_stime for usage in map(
      resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
  ticks = sum(int(field) for child in running_children()
              for field in stat(child)[11:13])
  return ended + ticks / os.sysconf('SC_CLK_TCK')


def stat(process: int) -> list[str]:
  """The fields of /proc/N/stat from the third on; of one that has ended, 0."""
  try:
    line = pathlib.Path(f'/proc/{process}/stat').read_text()
  except FileNotFoundError:
    return ['0'] * 50
  return line.rpartition(') ')[2].split()  # the second holds any name


def running_children() -> list[int]:
  """Children of this process, theirs, and so on: Spark's Java."""
  parents = {
      int(entry.name): int(stat(int(entry.name))[1])
      for entry in pathlib.Path('/proc').iterdir() if entry.name.isdigit()
  }
  found = [os.getpid()]
  for process in found:
    found += [child for child, parent in parents.items() if parent == process]
  return found[1:]


def read(folded: pathlib.Path) -> Documents:
  with folded.open('rb') as lines:
    return [json.loads(line)['tokens'] for line in lines]


def shingles(tokens: list[str]) -> list[str]:
  if len(tokens) < SHINGLE:
    return [' '.join(tokens)]
  return list({
      ' '.join(tokens[i:i + SHINGLE])
      for i in range(len(tokens) - SHINGLE + 1)
  })


def byte_shingles(tokens: list[str]) -> list[bytes]:
  return [shingle.encode() for shingle in shingles(tokens)]


def code_points(documents: Documents) -> list[str]:
  """A document as one code point a token, for peers whose fast path makes
  character n-grams itself."""
  numbers: dict[str, str] = {}

  def one(token: str) -> str:
    found = numbers.get(token)
    if found is None:
      number = FIRST_TOKEN + len(numbers)
      if number > 0x10ffff:
        raise SystemExit('more distinct tokens than code points')
      found = numbers[token] = chr(number)
    return found

  return [
      ''.join(map(one, tokens)).ljust(SHINGLE, PADDING) for tokens in documents
  ]


def of_groups(groups: Iterable[Iterable[int]]) -> Iterator[tuple[int, int]]:
  """The pairs of answers to queries, the query itself included or not."""
  for number, group in enumerate(groups):
    for other in group:
      if other != number:
        yield min(number, other), max(number, other)


def of_buckets(rows: Iterable[Iterable[int]]) -> Iterator[tuple[int, int]]:
  """All pairs that share a bucket in some band."""
  seen: dict[tuple[int, int], list[int]] = {}
  for number, row in enumerate(rows):
    for band, bucket in enumerate(row):
      members = seen.setdefault((band, bucket), [])
      for other in members:
        yield other, number
      members.append(number)


def datasketch(documents: Documents, arguments, stages: Stages) -> Pairs:
  from datasketch import MinHash, MinHashLSH
  import xxhash
  with stages('tokenise'):
    sets = [byte_shingles(tokens) for tokens in documents]
  with stages('sketch'):
    # bulk copies the permutations and calls update_batch of each set.
    sketches = MinHash.bulk(
        sets, num_perm=SLOTS, hashfunc=xxhash.xxh32_intdigest)
  with stages('pairs'):
    index = MinHashLSH(threshold=arguments.threshold, num_perm=SLOTS)
    with index.insertion_session() as session:
      for number, sketch in enumerate(sketches):
        session.insert(number, sketch, check_duplication=False)
    return set(of_groups(map(index.query, sketches)))


def datasketch_update_batch(documents: Documents, arguments,
                            stages: Stages) -> Pairs:
  from datasketch import MinHash
  with stages('tokenise'):
    sets = [byte_shingles(tokens) for tokens in documents]
  with stages('sketch'):
    for shingles_of_one in sets:
      MinHash(num_perm=SLOTS).update_batch(shingles_of_one)
  return set()


def rensa(documents: Documents, arguments, stages: Stages) -> Pairs:
  from rensa import RMinHash, RMinHashLSH
  with stages('tokenise'):
    sets = [shingles(tokens) for tokens in documents]
  with stages('sketch'):
    sketches = RMinHash.from_token_sets(sets, SLOTS, SEED)
  with stages('pairs'):
    index = RMinHashLSH(arguments.threshold, SLOTS, BANDS)
    index.insert_pairs(enumerate(sketches))
    found = set(of_groups(index.query_all(sketches)))
    # As its deduplicator does with the candidates of its index.
    return {(a, b)
            for a, b in found
            if sketches[a].jaccard(sketches[b]) >= arguments.threshold}


def rensa_rho(documents: Documents, arguments, stages: Stages) -> Pairs:
  """Its sampling path: the sketch alone, which gives flags and no pairs."""
  from rensa import RMinHash
  with stages('tokenise'):
    sets = [shingles(tokens) for tokens in documents]
  with stages('sketch'):
    RMinHash.digest_matrix_from_token_sets_rho(sets, SLOTS, SEED)
  return []


def fastsketchlsh(documents: Documents, arguments, stages: Stages) -> Pairs:
  from FastSketchLSH import LSH, FastSimilaritySketch
  with stages('tokenise'):
    sets = [shingles(tokens) for tokens in documents]
  with stages('sketch'):
    matrix = FastSimilaritySketch(
        size=SLOTS, seed=SEED).batch(
            sets, num_threads=arguments.threads)
  with stages('pairs'):
    index = LSH(
        num_perm=SLOTS, num_bands=BANDS, num_threads=arguments.threads)
    index.insert(matrix)
    flat, begins = index.query(matrix, format='csr')
    flat, begins = flat.tolist(), begins.tolist()
    return set(
        of_groups(flat[a:b] for a, b in zip(begins, begins[1:])))


def fastsketchlsh_csr(documents: Documents, arguments,
                      stages: Stages) -> Pairs:
  """Its path of the greatest throughput: hashes made by the caller."""
  from FastSketchLSH import FastSimilaritySketch
  import xxhash
  with stages('tokenise'):
    rows = [
        np.array([xxhash.xxh3_64_intdigest(s) for s in byte_shingles(tokens)],
                 np.uint64) for tokens in documents
    ]
    begins = np.concatenate([[0], np.cumsum([len(r) for r in rows])])
    data, begins = np.concatenate(rows), begins.astype(np.uint64)
  with stages('sketch'):
    FastSimilaritySketch(
        size=SLOTS, seed=SEED).batch_csr(
            data, begins, prehashed=True, num_threads=arguments.threads)
  return []


def gaoya(documents: Documents, arguments, stages: Stages) -> Pairs:
  from gaoya.minhash import MinHashStringIndex
  with stages('tokenise'):
    texts = code_points(documents)
  index = MinHashStringIndex(32, arguments.threshold, BANDS, ROWS, None, 'char',
                             False, (SHINGLE, SHINGLE), 'smallvec')
  with stages('sketch'):  # and the index: one call
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
  with stages('pairs'):
    return set(of_groups(index.par_bulk_query(texts)))


def dupekit(documents: Documents, arguments, stages: Stages) -> Pairs:
  from dupekit import Transformation, transform
  import pyarrow
  with stages('tokenise'):
    batch = pyarrow.RecordBatch.from_pydict({'text': code_points(documents)})
  with stages('sketch'):
    batch = transform(
        batch, [Transformation.MinHash('text', 'slots', SLOTS, SHINGLE, SEED)])
  with stages('pairs'):
    batch = transform(batch,
                      [Transformation.MinHashLSH('slots', 'buckets', BANDS)])
    return set(of_buckets(batch.column('buckets').to_pylist()))


def datatrove(documents: Documents, arguments, stages: Stages) -> Pairs:
  from datatrove.data import Document
  from datatrove.pipeline.dedup.minhash import (MinhashConfig,
                                                MinhashDedupBuckets,
                                                MinhashDedupSignature)
  from datatrove.utils.text import TextNormConfig
  from datatrove.utils.word_tokenizers import WordTokenizer

  class Spaces(WordTokenizer):
    """The tokens are made already."""

    def word_tokenize(self, text):
      return text.split(' ')

    def sent_tokenize(self, text):
      return [text]

    def span_tokenize(self, text):
      return [(0, len(text))]

  config = MinhashConfig(
      n_grams=SHINGLE,
      num_buckets=BANDS,
      hashes_per_bucket=ROWS,
      norm_config=TextNormConfig(False, False, False, False, False, False,
                                 False))
  texts = [' '.join(tokens) for tokens in documents]
  with tempfile.TemporaryDirectory() as folder:
    step = MinhashDedupSignature(f'{folder}/slots', config, Spaces())
    # The two halves of its first stage, for their times alone.
    alone = Stages()
    with alone('tokenise'):
      sets = [step.get_shingles(text) for text in texts]
    with alone('sketch'):
      for row in sets:
        if row.size:
          step.get_signature(row)
    del sets
    tasks = arguments.threads

    def sign(task: int) -> None:
      step.run((Document(texts[i], str(i))
                for i in range(task, len(texts), tasks)), task, tasks)

    def match(band: int) -> None:
      MinhashDedupBuckets(
          f'{folder}/slots', f'{folder}/pairs',
          config=config).run(None, band, BANDS)

    with stages('pipeline'):
      in_processes(sign, tasks, tasks)
      in_processes(match, BANDS, tasks)
      found = set()
      for file in pathlib.Path(folder, 'pairs').glob('*.dups'):
        for file_a, a, file_b, b in struct.iter_unpack('<4I',
                                                       file.read_bytes()):
          a, b = a * tasks + file_a, b * tasks + file_b
          found.add((min(a, b), max(a, b)))
  stages.alone = alone
  return found


def in_processes(work: Callable[[int], None], count: int, workers: int) -> None:
  """work(0) ... work(count - 1) in forked processes, as its executor does."""
  fork = multiprocessing.get_context('fork')

  def some(worker: int) -> None:
    for number in range(worker, count, workers):
      work(number)

  processes = [fork.Process(target=some, args=(w,)) for w in range(workers)]
  for process in processes:
    process.start()
  for process in processes:
    process.join()
    if process.exitcode:
      raise SystemExit(f'a task ended with {process.exitcode}')


def spark(documents: Documents, arguments, stages: Stages) -> Pairs:
  from pyspark.ml.feature import HashingTF, MinHashLSH
  from pyspark.sql import SparkSession
  from pyspark.sql.functions import col
  session = (
      SparkSession.builder.master(f'local[{arguments.threads}]').config(
          'spark.driver.memory', '6g').config('spark.ui.enabled', 'false')
      .config('spark.sql.shuffle.partitions', 4 * arguments.threads)
      .getOrCreate())
  session.sparkContext.setLogLevel('ERROR')
  with tempfile.NamedTemporaryFile('w', suffix='.json') as file:
    with stages('tokenise'):
      for number, tokens in enumerate(documents):
        file.write(json.dumps({'id': number, 's': shingles(tokens)}) + '\n')
      file.flush()
      rows = session.read.schema('id LONG, s ARRAY<STRING>').json(file.name)
      vectors = HashingTF(
          inputCol='s', outputCol='v', numFeatures=1 << 30,
          binary=True).transform(rows).select('id', 'v').cache()
      vectors.count()
    with stages('sketch'):
      model = MinHashLSH(
          inputCol='v', outputCol='h', numHashTables=SLOTS,
          seed=SEED).fit(vectors)
      hashed = model.transform(vectors).cache()
      hashed.count()
    with stages('pairs'):
      joined = model.approxSimilarityJoin(hashed, hashed,
                                          1 - arguments.threshold + 1e-9)
      found = joined.select(
          col('datasetA.id').alias('a'),
          col('datasetB.id').alias('b')).where('a < b').collect()
  return {(row.a, row.b) for row in found}


PEERS = {
    'datasketch': datasketch,
    'datasketch-update_batch': datasketch_update_batch,
    'rensa': rensa,
    'rensa-rho': rensa_rho,
    'FastSketchLSH': fastsketchlsh,
    'FastSketchLSH-csr': fastsketchlsh_csr,
    'gaoya': gaoya,
    'dupekit': dupekit,
    'datatrove': datatrove,
    'Spark MLlib': spark,
}


def components(count: int, pairs: Pairs) -> list[int]:
  root = list(range(count))

  def find(number: int) -> int:
    while root[number] != number:
      root[number] = root[root[number]]
      number = root[number]
    return number

  for a, b in pairs:
    a, b = find(a), find(b)
    root[max(a, b)] = min(a, b)
  return [find(number) for number in range(count)]


def peak_memory() -> int:
  """Bytes; of this process, of the largest of its children that have ended,
  and of those that run."""
  ended = sum(
      resource.getrusage(who).ru_maxrss
      for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
  running = 0
  for child in running_children():
    with contextlib.suppress(FileNotFoundError):
      status = pathlib.Path(f'/proc/{child}/status').read_text()
      running += sum(int(line.split()[1]) for line in status.splitlines()
                     if line.startswith('VmHWM:'))
  return 1024 * (ended + running)


def main() -> None:
  parser = argparse.ArgumentParser()
  parser.add_argument('name', choices=PEERS)
  parser.add_argument('folded', type=pathlib.Path)
  parser.add_argument('--threshold', type=float, required=True)
  parser.add_argument('--threads', type=int, required=True)
  parser.add_argument('--pairs', type=pathlib.Path, required=True)
  arguments = parser.parse_args()
  # Threads of Rust (rayon) and OpenMP.
  os.environ['RAYON_NUM_THREADS'] = str(arguments.threads)
  os.environ['OMP_NUM_THREADS'] = str(arguments.threads)
  stages = Stages()
  with stages('read'):
    everything = read(arguments.folded)
    # A document without a token is in no cluster.
    number_of = [i for i, tokens in enumerate(everything) if tokens]
    documents = [everything[i] for i in number_of]
  pairs = PEERS[arguments.name](documents, arguments, stages)
  with stages('clusters'):
    labels = np.full(len(everything), -1)
    labels[number_of] = components(len(documents), pairs)
  numbers = np.array(number_of)
  array = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
  np.savez(arguments.pairs, pairs=numbers[array], labels=labels)
  alone = getattr(stages, 'alone', stages)
  print(
      json.dumps({
          'wall': sum(stages.wall.values()),
          'cpu': sum(stages.cpu.values()),
          'tokenise_cpu': alone.cpu['tokenise'],
          'sketch_cpu': alone.cpu['sketch'],
          'stages': stages.wall,
          'peak': peak_memory(),
          'pairs': len(array),
      }))


if __name__ == '__main__':
  main()
