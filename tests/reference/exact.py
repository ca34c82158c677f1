"""Near-duplicate detection without a shortcut: the reference.

Every pair of documents that shares a shingle is counted, so the recall of
candidates is 1 and a similarity is a fraction of two integers. `litany dedup`
has to reach the same pairs (up to its stated recall) and, from the same pairs,
the same clusters.

Nothing here is taken from the C++ code: the only input is the tokens of each
document, as `litany fold` prints them or as fold.py makes them.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from fractions import Fraction

import numpy as np
import scipy.sparse
import xxhash

NO_VERTEX = -1


@dataclasses.dataclass(frozen=True)
class Folded:
  """One document as the matcher sees it."""
  id: str
  folded: str
  tokens: list[str]


def read_folded(lines: Iterable[bytes | str]) -> Iterator[Folded]:
  """Yields the documents of `litany fold` output, one JSON object a line."""
  for line in lines:
    record = json.loads(line)
    yield Folded(record['id'], record['folded'], record['tokens'])


def content_hash(folded: str) -> int:
  """XXH3-128 of a folded text, as the number its 32 hex digits spell."""
  return xxhash.xxh3_128_intdigest(folded.encode('utf-8'))


@dataclasses.dataclass
class Pairs:
  """Vertex pairs a < b with their shared shingle counts, sorted by (a, b)."""
  a: np.ndarray
  b: np.ndarray
  shared: np.ndarray

  def __len__(self) -> int:
    return len(self.a)


@dataclasses.dataclass(frozen=True)
class Rule:
  """Which pairs are related: near, or (if it has a `containment`) contained."""
  threshold: Fraction
  containment: Fraction | None = None
  min_jaccard: Fraction | None = None

  @property
  def floor(self) -> Fraction:
    """Below this Jaccard similarity no pair is related."""
    if self.containment is None:
      return self.threshold
    return min(self.threshold, self.min_jaccard)


@dataclasses.dataclass
class Vertices:
  """What clustering needs to know of the documents: all but their shingles.

  A vertex is a distinct folded text. Documents without a token have none.
  """
  ids: list[str]  # of the documents
  vertex_of: np.ndarray  # document -> vertex or NO_VERTEX
  lengths: np.ndarray  # vertex -> code points of its folded text
  hashes: list[int]  # vertex -> content_hash of its folded text
  sizes: np.ndarray  # vertex -> distinct shingles

  def __len__(self) -> int:
    return len(self.hashes)

  def vertex_by_id(self) -> dict[str, int]:
    return dict(zip(self.ids, self.vertex_of.tolist()))

  def select(self, pairs: Pairs, threshold: Fraction) -> Pairs:
    """Those of `pairs` at or above `threshold`."""
    keep = at_least(pairs.shared, self.sizes[pairs.a], self.sizes[pairs.b],
                    threshold)
    return Pairs(pairs.a[keep], pairs.b[keep], pairs.shared[keep])

  def related(self, pairs: Pairs, rule: Rule) -> tuple[Pairs, np.ndarray]:
    """Those of `pairs` that `rule` relates, and which of them are contained."""
    sizes = self.sizes[pairs.a], self.sizes[pairs.b]
    near = at_least(pairs.shared, *sizes, rule.threshold)
    contained = np.zeros_like(near)
    if rule.containment is not None:
      contained = ~near & at_least(pairs.shared, *sizes, rule.min_jaccard)
      contained &= (pairs.shared * rule.containment.denominator >=
                    np.minimum(*sizes) * rule.containment.numerator)
    keep = near | contained
    return (Pairs(pairs.a[keep], pairs.b[keep],
                  pairs.shared[keep]), contained[keep])

  def labels(self, representative: np.ndarray) -> dict[str, str | None]:
    """Document id -> its cluster's label; None for a document that is alone."""
    members: dict[int, int] = {}
    roots = [
        NO_VERTEX if v == NO_VERTEX else int(representative[v])
        for v in self.vertex_of.tolist()
    ]
    for root in roots:
      members[root] = members.get(root, 0) + 1
    return {
        document: None if root == NO_VERTEX or members[root] < 2 else str(root)
        for document, root in zip(self.ids, roots)
    }


class Collection(Vertices):
  """Vertices with their shingle sets, as rows of a sparse matrix.

  Tokens are numbered as they arrive, so a collection of long documents costs
  eight bytes a token, not a Python string.
  """

  def __init__(self, documents: Iterable[Folded], shingle: int = 5):
    ids: list[str] = []
    vertex_of: list[int] = []
    lengths: list[int] = []
    hashes: list[int] = []
    vertices: dict[str, int] = {}
    numbers: dict[str, int] = {}
    token_arrays: list[np.ndarray] = []
    for document in documents:
      ids.append(document.id)
      if not document.tokens:
        vertex_of.append(NO_VERTEX)
        continue
      vertex = vertices.setdefault(document.folded, len(hashes))
      vertex_of.append(vertex)
      if vertex == len(hashes):
        lengths.append(len(document.folded))
        hashes.append(content_hash(document.folded))
        # 0 is the padding of a document of fewer tokens than a shingle.
        token_arrays.append(
            np.fromiter(
                (numbers.setdefault(t, len(numbers) + 1)
                 for t in document.tokens),
                dtype=np.int64,
                count=len(document.tokens)))
    self.matrix = _shingle_matrix(token_arrays, shingle)
    super().__init__(ids, np.array(vertex_of, dtype=np.int64),
                     np.array(lengths, dtype=np.int64), hashes,
                     np.diff(self.matrix.indptr).astype(np.int64))

  def shingles(self, vertex: int) -> np.ndarray:
    """The numbers of a vertex's distinct shingles, ascending."""
    begin, end = self.matrix.indptr[vertex:vertex + 2]
    return self.matrix.indices[begin:end]

  def shared(self, a: int, b: int) -> int:
    """Shingles that the vertices a and b have in common."""
    return len(
        np.intersect1d(
            self.shingles(a), self.shingles(b), assume_unique=True))

  def jaccard(self, a: int, b: int) -> Fraction:
    shared = self.shared(a, b)
    return Fraction(shared, int(self.sizes[a] + self.sizes[b]) - shared)

  def pairs(self, floor: Fraction, block: int = 256) -> Pairs:
    """All pairs of vertices with a Jaccard similarity of `floor` or more.

    Costs the sum over shingles of (documents that hold it)^2; memory is
    `block` rows of the product at a time.
    """
    # A shingle of one document can join nothing.
    frequency = np.bincount(
        self.matrix.indices, minlength=self.matrix.shape[1])
    common = self.matrix[:, np.flatnonzero(frequency > 1)]
    transposed = common.T.tocsr()
    found_a, found_b, found_shared = [], [], []
    for begin in range(0, len(self), block):
      product = (common[begin:begin + block] @ transposed).tocoo()
      a = product.row.astype(np.int64) + begin
      b = product.col.astype(np.int64)
      shared = product.data.astype(np.int64)
      keep = a < b
      a, b, shared = a[keep], b[keep], shared[keep]
      keep = at_least(shared, self.sizes[a], self.sizes[b], floor)
      found_a.append(a[keep])
      found_b.append(b[keep])
      found_shared.append(shared[keep])
    a = np.concatenate(found_a or [np.empty(0, np.int64)])
    b = np.concatenate(found_b or [np.empty(0, np.int64)])
    shared = np.concatenate(found_shared or [np.empty(0, np.int64)])
    order = np.lexsort((b, a))
    return Pairs(a[order], b[order], shared[order])


def at_least(shared: np.ndarray, size_a: np.ndarray, size_b: np.ndarray,
             threshold: Fraction) -> np.ndarray:
  """shared / |union| >= threshold, decided on integers."""
  union = size_a + size_b - shared
  return shared * threshold.denominator >= union * threshold.numerator


def cluster(vertices: Vertices,
            pairs: Pairs,
            rule: str = 'representative',
            order: str = 'length',
            one_way: np.ndarray | None = None) -> np.ndarray:
  """Vertex -> the vertex that stands for its cluster, from verified pairs.

  `representative`: vertices are visited by folded length and degree (both
  descending; `order` says which goes first), then content hash. One that is
  adjacent to representatives joins the most similar (ties: the one visited
  first); any other becomes a representative. By the pairs that `one_way` marks
  a vertex joins one with at least as many shingles only.
  `components`: connected components, named by their first vertex.
  """
  if rule == 'components':
    return _components(len(vertices), pairs)
  if one_way is None:
    one_way = np.zeros(len(pairs), dtype=bool)
  adjacent: dict[int, list[tuple[int, int, bool]]] = {}
  for a, b, shared, narrow in zip(pairs.a.tolist(), pairs.b.tolist(),
                                  pairs.shared.tolist(), one_way.tolist()):
    adjacent.setdefault(a, []).append((b, shared, narrow))
    adjacent.setdefault(b, []).append((a, shared, narrow))

  def visiting_key(vertex: int):
    degree = len(adjacent[vertex])
    length = int(vertices.lengths[vertex])
    first, second = (degree, length) if order == 'degree' else (length, degree)
    return -first, -second, vertices.hashes[vertex]

  representative = np.arange(len(vertices))
  rank_of_representative: dict[int, int] = {}
  for rank, vertex in enumerate(sorted(adjacent, key=visiting_key)):
    best = None
    for other, shared, narrow in adjacent[vertex]:
      if other not in rank_of_representative:
        continue
      if narrow and vertices.sizes[other] < vertices.sizes[vertex]:
        continue
      union = int(vertices.sizes[vertex] + vertices.sizes[other]) - shared
      key = (-Fraction(shared, union), rank_of_representative[other], other)
      if best is None or key < best:
        best = key
    if best is None:
      rank_of_representative[vertex] = rank
    else:
      representative[vertex] = best[2]
  return representative


def _components(vertex_count: int, pairs: Pairs) -> np.ndarray:
  graph = scipy.sparse.coo_matrix(
      (np.ones(len(pairs), dtype=np.int8), (pairs.a, pairs.b)),
      shape=(vertex_count, vertex_count))
  _, component = scipy.sparse.csgraph.connected_components(graph, False)
  first = np.full(vertex_count, vertex_count, dtype=np.int64)
  np.minimum.at(first, component, np.arange(vertex_count))
  return first[component]


def _shingle_matrix(token_arrays: list[np.ndarray],
                    shingle: int) -> scipy.sparse.csr_matrix:
  """One row a vertex, one column a distinct shingle, ones where it has it.

  A shingle is numbered exactly, not hashed: the number of a run of k + 1
  tokens is the rank of (number of its first k tokens, last token).
  """
  rows, runs = [], []
  columns: list[list[np.ndarray]] = [[] for _ in range(shingle)]
  for row, tokens in enumerate(token_arrays):
    if len(tokens) < shingle:
      tokens = np.concatenate(
          [tokens, np.zeros(shingle - len(tokens), np.int64)])
    count = len(tokens) - shingle + 1
    rows.append(np.full(count, row, dtype=np.int64))
    for k in range(shingle):
      columns[k].append(tokens[k:k + count])
  if not rows:
    return scipy.sparse.csr_matrix((0, 0), dtype=np.int32)
  row = np.concatenate(rows)
  runs = np.concatenate(columns[0])
  for k in range(1, shingle):
    _, runs = np.unique(
        (runs << np.int64(32)) | np.concatenate(columns[k]),
        return_inverse=True)
  distinct = np.unique((row << np.int64(32)) | runs)
  row, column = distinct >> np.int64(32), distinct & np.int64(0xffffffff)
  return scipy.sparse.csr_matrix(
      (np.ones(len(distinct), dtype=np.int32), (row, column)),
      shape=(len(token_arrays), int(column.max()) + 1))
