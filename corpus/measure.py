"""Similarity of the documents by a fold of its own, and the promises.

The fold is simpler than Litany's and shares no code with it, so that the gold
does not follow the tool: NFKC, lower case, the corpus' own traditional to
simplified table, known HTML tags out; one token per Han character or per word
of a spaced script; five tokens make a shingle.
"""

import collections
import itertools
import re
import statistics as stats
import unicodedata

import hanzi

SHINGLE = 5
_TAGS = re.compile(r'</?(?:p|br|strong)\s*/?>')
_TOKENS = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+"
                     r"(?:['’][^\W_\u3400-\u9fff]+)*")
_ZERO_WIDTH = re.compile('[\u200b\u200c\u200d\u2060\ufeff\u00ad]')


def tokens(text):
    text = _ZERO_WIDTH.sub('', _TAGS.sub(' ', text))
    text = hanzi.fold_script(unicodedata.normalize('NFKC', text).lower())
    return _TOKENS.findall(text)


def folded(text):
    """The tokens, with a space between two words of a spaced script."""
    out = []
    for token in tokens(text):
        spaced = out and not _is_han(out[-1]) and not _is_han(token)
        out.append(' ' + token if spaced else token)
    return ''.join(out)


def _is_han(token):
    return '\u3400' <= token[-1] <= '\u9fff'


def shingles(text):
    sequence = tokens(text)
    if len(sequence) < SHINGLE:
        return {tuple(sequence)}
    return {tuple(sequence[i:i + SHINGLE])
            for i in range(len(sequence) - SHINGLE + 1)}


def jaccard(a, b):
    return len(a & b) / len(a | b)


def _similarities(documents):
    """(per variant: J against the original; J of every cross-cluster pair)."""
    sets = {d.id: shingles(d.text) for d in documents}
    originals = {d.cluster: d for d in documents
                 if d.variant in ('original', 'carrier')}
    by_variant = collections.defaultdict(list)
    for d in documents:
        if d is not originals[d.cluster]:
            by_variant[d.variant].append(
                (jaccard(sets[d.id], sets[originals[d.cluster].id]), d))
    across = [(jaccard(sets[a.id], sets[b.id]), a, b)
              for a, b in itertools.combinations(documents, 2)
              if a.cluster != b.cluster]
    return by_variant, across


def statistics(documents, phrases):
    by_variant, across = _similarities(documents)
    clusters = collections.Counter(d.cluster for d in documents)
    lines = [f'documents {len(documents)}  clusters {len(clusters)}  '
             f'alone {sum(n == 1 for n in clusters.values())}  '
             f'undated {sum(d.date is None for d in documents)}  '
             f'hosts {len({d.host for d in documents})}', '']
    for title, count in (
            ('file', collections.Counter(d.file for d in documents)),
            ('host', collections.Counter(d.host for d in documents))):
        lines.append(f'{title:32} documents')
        lines += [f'{k:32} {n:9}' for k, n in sorted(count.items())]
        lines.append('')
    lines.append(f'{"J by variant":20} {"n":>4} {"min":>6} {"median":>6} '
                 f'{"max":>6}')
    groups = {k: [j for j, _ in v] for k, v in sorted(by_variant.items())}
    groups['(other clusters)'] = [j for j, _, _ in across]
    for name, values in groups.items():
        lines.append(f'{name:20} {len(values):4} {min(values):6.3f} '
                     f'{stats.median(values):6.3f} {max(values):6.3f}')
    lines += ['', 'nearest pairs of different clusters']
    for j, a, b in sorted(across, key=lambda x: -x[0])[:8]:
        lines.append(f'{j:6.3f} {a.id} {a.cluster}/{a.variant}  '
                     f'{b.id} {b.cluster}/{b.variant}')
    lines += ['', 'farthest from their original']
    farthest = sorted((j, d.id, d.cluster, d.variant)
                      for v in by_variant.values() for j, d in v)
    lines += [f'{j:6.3f} {i} {c}/{v}' for j, i, c, v in farthest[:8]]
    lines += ['', 'phrase  documents clusters hosts  folded']
    lines += [f'{key:7} {n:9} {c:8} {h:5}  {text}'
              for key, text, n, c, h, _ in phrases]
    passages = collections.defaultdict(set)
    for d in documents:
        for span in d.spans:
            if span.kind == 'passage':
                passages[span.name].add((d.cluster, d.id))
    lines += ['', 'passage clusters documents']
    lines += [f'{name:7} {len({c for c, _ in found}):8} {len(found):9}'
              for name, found in sorted(passages.items())]
    return '\n'.join(lines)


def broken_promises(documents, phrases):
    """What README.md promises and the documents do not keep."""
    problems = []
    by_variant, across = _similarities(documents)
    for variant, members in by_variant.items():
        for j, d in members:
            if j < 0.5:
                problems.append(f'{d.id} ({d.cluster}/{variant}): J {j:.3f} '
                                'to its original is below 0.5')
            if variant == 'exact' and j < 1:
                problems.append(f'{d.id}: exact, but J {j:.3f}')
            if 'edit' in variant and j == 1:
                problems.append(f'{d.id} ({d.cluster}/{variant}): the edit '
                                'changed nothing')
    for j, a, b in across:
        if j >= 0.25:
            problems.append(f'{a.id} and {b.id}: J {j:.3f} across clusters')
    for name, values in (('id', [d.id for d in documents]),
                         ('url', [d.url for d in documents])):
        for value, n in collections.Counter(values).items():
            if n > 1:
                problems.append(f'{name} {value} is used {n} times')
    for key, text, _, clusters, hosts, _ in phrases:
        if clusters < 5 or hosts < 3:
            problems.append(f'{key} {text}: {clusters} clusters, '
                            f'{hosts} hosts; 5 and 3 promised')
    pages = collections.Counter(
        d.host for d in documents if any(s.kind == 'head' for s in d.spans))
    if sum(n >= 12 for n in pages.values()) < 3:
        problems.append('fewer than 3 hosts have 12 pages with furniture')
    return problems + _broken_passages(documents)


def _broken_passages(documents):
    """Passages in fewer than two clusters, or of a length not promised."""
    problems = []
    clusters = collections.defaultdict(set)
    for d in documents:
        for span in d.spans:
            if any('\ue000' <= c <= '\uf8ff' for c in d.text):
                problems.append(f'{d.id}: a mark was left in the text')
            if span.kind == 'passage':
                clusters[span.name].add(d.cluster)
                if span.end - span.begin < 60:
                    problems.append(f'{d.id}: {span.name} is under 60')
    for name, found in clusters.items():
        if len(found) < 2:
            problems.append(f'{name}: only in {found}')
    return problems
