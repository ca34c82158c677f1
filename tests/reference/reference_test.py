"""The references themselves, on cases small enough to work out by hand."""

import pathlib
import random
import sys
from fractions import Fraction

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import alignment  # noqa: E402
import exact  # noqa: E402
import fold  # noqa: E402
import metrics  # noqa: E402
import run_directory  # noqa: E402


def collection(*texts: str, shingle: int = 5) -> exact.Collection:
  return exact.Collection(
      (fold.fold(f'd{i}', text) for i, text in enumerate(texts)), shingle)


def naive_shingles(tokens: list[str], shingle: int) -> set:
  count = max(1, len(tokens) - shingle + 1)
  return {tuple(tokens[i:i + shingle]) for i in range(count)}


def test_fold_makes_one_token_of_a_word_and_of_a_han_character():
  assert fold.tokens('２０２４年，Don’t panic… 你好！') == [
      '2024', '年', 'dont', 'panic', '你', '好'
  ]


def test_folded_text_has_a_space_between_two_words_only():
  assert fold.fold('x', 'A  b，中文 c').folded == 'a b中文c'


def test_a_word_of_one_letter_is_told_from_the_letters_of_a_word():
  assert fold.fold('x', 'a b').folded != fold.fold('y', 'ab').folded


@pytest.mark.parametrize('shingle', [1, 3, 5])
def test_pairs_equal_set_arithmetic(shingle):
  chance = random.Random(shingle)
  texts = [
      ''.join(chance.choice('天地') for _ in range(chance.randint(1, 14)))
      for _ in range(120)
  ]
  made = collection(*texts, shingle=shingle)
  sets = [naive_shingles(list(t), shingle) for t in dict.fromkeys(texts)]
  assert made.sizes.tolist() == [len(s) for s in sets]
  expected = []
  for a in range(len(sets)):
    for b in range(a + 1, len(sets)):
      shared = len(sets[a] & sets[b])
      if Fraction(shared, len(sets[a] | sets[b])) >= Fraction(2, 5):
        expected.append((a, b, shared))
  found = made.pairs(Fraction(2, 5), block=7)
  assert list(zip(found.a, found.b, found.shared)) == expected
  assert expected
  for a, b, shared in expected:
    assert made.shared(a, b) == shared


def test_a_short_document_is_one_shingle_and_equals_only_itself():
  made = collection('天地', '天地玄', '天地玄黄宇', '天地。')
  assert made.sizes.tolist() == [1, 1, 1]
  assert made.vertex_of.tolist() == [0, 1, 2, 0]
  assert len(made.pairs(Fraction(1, 100))) == 0


def test_a_document_without_a_token_is_in_no_cluster():
  made = collection('。。', '天地玄黄宇宙', '天地玄黄宇宙')
  labels = made.labels(exact.cluster(made, made.pairs(Fraction(1, 2))))
  assert labels['d0'] is None
  assert labels['d1'] == labels['d2'] is not None


def chain(count: int) -> exact.Collection:
  line = [chr(0x4e00 + i) for i in range(40 + 3 * count)]
  return collection(*(''.join(line[3 * i:3 * i + 41]) for i in range(count)))


def test_neighbours_of_the_chain_have_the_stated_similarity():
  made = chain(3)
  assert made.jaccard(0, 1) == Fraction(34, 40)
  assert made.jaccard(0, 2) == Fraction(31, 43)


def test_every_member_is_adjacent_to_its_representative():
  made = chain(200)
  pairs = made.pairs(Fraction(4, 5))
  representative = exact.cluster(made, pairs)
  adjacent = set(zip(pairs.a.tolist(), pairs.b.tolist()))
  leads = {int(r) for r in representative}
  for vertex, lead in enumerate(representative.tolist()):
    assert vertex == lead or tuple(sorted((vertex, lead))) in adjacent
  assert not any(a in leads and b in leads for a, b in adjacent)
  components = exact.cluster(made, pairs, rule='components')
  assert len(set(components.tolist())) == 1


def test_order_decides_who_represents():
  # 0 is longest; 1 has most neighbours.
  base = ''.join(chr(0x4e00 + i) for i in range(40))
  made = collection(base + '天地玄黄', base, base[:-3], base[3:])
  pairs = made.pairs(Fraction(7, 8))
  assert exact.cluster(made, pairs, order='degree')[2] == 1
  assert exact.cluster(made, pairs, order='length')[0] == 0
  assert exact.cluster(made, pairs, order='length')[1] == 0


def test_threshold_is_reached_by_the_exact_fraction():
  made = collection('天地玄黄宇宙洪荒日', '天地玄黄宇宙洪荒')  # 4 of 5
  assert made.jaccard(0, 1) == Fraction(4, 5)
  assert len(made.pairs(Fraction('0.8'))) == 1
  assert len(made.pairs(Fraction('0.8000001'))) == 0


def test_scores_of_a_case_done_by_hand():
  gold = {'a': 'x', 'b': 'x', 'c': 'x', 'd': 'y', 'e': 'y', 'f': None}
  guess = {'a': '1', 'b': '1', 'c': '2', 'd': '2', 'e': '2', 'f': '2'}
  found = metrics.score(gold, guess)
  # Gold pairs ab ac bc de; found ab cd ce de; common ab de.
  assert found.pair_precision == found.pair_recall == found.pair_f1 == 0.5
  assert found.ari == pytest.approx((2 - 1.6) / (4 - 1.6))
  assert found.bcubed_f1 == pytest.approx(11 / 15)
  assert found.exact_match == 0.0 and found.judged == 5


def test_unlabelled_documents_can_be_judged_as_singletons():
  gold = {'a': 'x', 'b': 'x', 'c': None}
  guess = {'a': '1', 'b': '1', 'c': '1'}
  assert metrics.score(gold, guess).pair_f1 == 1.0
  found = metrics.score(gold, guess, singletons=True)
  assert found.pair_precision == pytest.approx(1 / 3)
  assert found.judged == 3


def test_no_answer_is_precise_and_finds_nothing():
  gold = {'a': 'x', 'b': 'x', 'c': 'y'}
  found = metrics.score(gold, dict.fromkeys(gold))
  assert found.pair_precision == 1.0 and found.pair_recall == 0.0
  assert found.exact_match == pytest.approx(1 / 3)


@pytest.mark.parametrize('numerator, denominator, printed', [
    (41, 51, '0.803922'),
    (1, 1, '1.0'),
    (0, 3, '0.0'),
    (1, 2, '0.5'),
    (1, 2_000_000, '0.000001'),
    (2_999_999, 2_000_000, '1.5'),
])
def test_decimals_are_rounded_half_up(numerator, denominator, printed):
  assert run_directory.decimal(numerator, denominator) == printed


def test_content_hash_is_that_of_the_xxhash_tool():
  # `xxhsum -H2` of no bytes.
  assert f'{exact.content_hash(""):032x}' == '99aa06d3014798d86001c324468d497f'


def test_components_are_named_by_their_first_vertex():
  made = collection('天地玄黄宇宙', '日月盈昃辰宿', '天地玄黄宇')
  pairs = made.pairs(Fraction(1, 2))
  assert exact.cluster(made, pairs, 'components').tolist() == [0, 1, 0]
  assert np.array_equal(exact.cluster(made, pairs), [0, 1, 0])


def test_local_alignment_of_cases_by_hand():
  assert alignment.local('xxABCDEyy', 'zABCDEz') == alignment.Alignment(
      10, 2, 7, 1, 6, 5)
  # One replaced symbol is worth crossing for two matches or more.
  assert alignment.local('ABCxDEF', 'ABCyDEF').score == 10
  assert alignment.local('ABCxD', 'ABCyD').score == 6
  # So is a gap, which costs three half symbols.
  assert alignment.local('ABCxDEF', 'ABCDEF') == alignment.Alignment(
      9, 0, 7, 0, 6, 6)
  assert alignment.local('abc', 'xyz') == alignment.Alignment(0, 0, 0, 0, 0, 0)


def test_a_longest_common_subsequence_by_hand():
  assert alignment.common_subsequence('ABCBDAB', 'BDCABA') == 4
  assert alignment.common_subsequence('', 'A') == 0


def test_shared_runs_by_hand():
  assert alignment.shared_runs('xABCDyABC', 'ABCD', 3) == [(1, 0, 4),
                                                           (6, 0, 3)]
  assert alignment.shared_runs('AAAA', 'AA', 2) == [(0, 0, 2), (1, 0, 2),
                                                    (2, 0, 2)]


def _score_by_trying(a: str, b: str) -> int:
  """The best score of all of a with all of b: every alignment is tried."""
  if not a or not b:
    return alignment.GAP * (len(a) + len(b))
  pair = alignment.MATCH if a[0] == b[0] else alignment.REPLACE
  return max(pair + _score_by_trying(a[1:], b[1:]),
             alignment.GAP + _score_by_trying(a[1:], b),
             alignment.GAP + _score_by_trying(a, b[1:]))


def _spans(text: str) -> list[tuple[int, int]]:
  return [(i, j) for i in range(len(text) + 1) for j in range(i, len(text) + 1)]


def test_alignments_equal_trying_everything():
  chance = random.Random(8)
  for _ in range(60):
    a, b = (''.join(chance.choices('AB', k=chance.randint(0, 5)))
            for _ in range(2))
    assert alignment.whole(a, b).score == _score_by_trying(a, b)
    best = alignment.local(a, b)
    assert best.score == max(
        _score_by_trying(a[i:j], b[k:l])
        for i, j in _spans(a) for k, l in _spans(b))
    assert best.score == _score_by_trying(a[best.begin_a:best.end_a],
                                          b[best.begin_b:best.end_b])
    assert alignment.beginnings(a, b).score == max(
        _score_by_trying(a[:i], b[:j])
        for i in range(len(a) + 1) for j in range(len(b) + 1))
