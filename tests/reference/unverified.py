"""What MinHash LSH gives when its candidates are believed unseen.

datasketch with 128 permutations and its default weights, whose buckets are
joined into connected components: the usual way such pipelines are built. It
gets the same tokens and shingles as Litany.
"""

from __future__ import annotations

import numpy as np
from datasketch import LeanMinHash, MinHash, MinHashLSH

from exact import Collection

PERMUTATIONS = 128
SEED = 1


def minhash_values(collection: Collection) -> np.ndarray:
  """One row of MinHash values a vertex."""
  empty = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=int)
  values = np.empty((len(collection), PERMUTATIONS), empty.hashvalues.dtype)
  for vertex in range(len(collection)):
    sketch = empty.copy()
    # The number of a shingle is below 2^32, and the scheme mixes its input.
    sketch.update_batch(collection.shingles(vertex).tolist())
    values[vertex] = sketch.hashvalues
  return values


def lsh_components(values: np.ndarray, threshold: float) -> np.ndarray:
  """Vertex -> the first vertex of its component of shared buckets."""
  scheme = MinHash(num_perm=1, seed=SEED).scheme
  index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
  root = np.arange(len(values))

  def find(vertex: int) -> int:
    while root[vertex] != vertex:
      root[vertex] = root[root[vertex]]
      vertex = root[vertex]
    return vertex

  for vertex, row in enumerate(values):
    sketch = LeanMinHash(seed=SEED, hashvalues=row, scheme=scheme)
    for other in index.query(sketch):
      a, b = find(vertex), find(other)
      root[max(a, b)] = min(a, b)
    index.insert(vertex, sketch, check_duplication=False)
  return np.array([find(vertex) for vertex in range(len(values))])
