#!/usr/bin/env python3
"""Makes the sample collection from sources/*.src.

    derive.py            write the documents and the gold tables
    derive.py --check    make them in memory; fail if a committed file differs
                         or if the collection breaks one of its own promises
    derive.py --stats    print counts, and similarity by kind of variant

Deterministic: each document draws from its own generator, seeded by its name,
so adding a document changes no other text. Python standard library only.
"""

import argparse
import collections
import datetime
import hashlib
import json
import pathlib
import random
import sys

import measure
import variants

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = HERE / 'sources'
DOCUMENT_SOURCES = ('news-zh', 'pages-zh', 'pages-hant', 'news-en',
                    'pages-en', 'letters')
ID_PREFIX = {'news-zh': 'nz', 'pages-zh': 'pz', 'pages-hant': 'ph',
             'news-en': 'ne', 'pages-en': 'pe'}
TRADITIONAL_SITES = ('haimei', 'liwan')

Document = collections.namedtuple(
    'Document', 'id file text url host date title cluster variant spans')
# A span of a document's text: kind is 'passage', 'head' or 'foot'.
Span = collections.namedtuple('Span', 'kind name begin end')


def generator(name):
    return random.Random(hashlib.sha256(name.encode()).hexdigest())


def read_source(name):
    """Entries of one .src file: [(key, {field: value}, body)]."""
    entries = []
    text = (SOURCES / f'{name}.src').read_text(encoding='utf-8')
    for part in text.split('=== ')[1:]:
        key, _, rest = part.partition('\n')
        fields = {}
        lines = rest.split('\n')
        at = 0
        if name not in ('passages', 'phrases'):
            while at < len(lines) and lines[at]:
                field, _, value = lines[at].partition(': ')
                fields[field] = value
                at += 1
        entries.append((key, fields, '\n'.join(lines[at:]).strip('\n')))
    return entries


class Marks:
    """Brackets made of private use code points, and their way back."""

    def __init__(self):
        self._names = []

    def wrap(self, kind, name, text):
        mark = variants.MARK_FIRST + 2 * len(self._names)
        self._names.append((kind, name))
        return chr(mark) + text + chr(mark + 1)

    def strip(self, text):
        """(text without marks, spans); a span cut short ends with the text."""
        out = []
        opened = {}
        spans = []
        for char in text:
            if not variants.is_mark(char):
                out.append(char)
                continue
            index, closing = divmod(ord(char) - variants.MARK_FIRST, 2)
            if closing:
                spans.append((*self._names[index], opened.pop(index),
                              len(out)))
            else:
                opened[index] = len(out)
        assert not opened, 'a change lost a closing mark'
        return ''.join(out), sorted(map(Span._make, spans),
                                    key=lambda span: span.begin)


def fill_passages(body, passages, marks, traditional):
    """Replaces {{P01}} by its passage, {{P01|text}} by the changed text."""
    out = []
    while '{{' in body:
        before, _, rest = body.partition('{{')
        inside, _, body = rest.partition('}}')
        name, _, changed = inside.partition('|')
        text = changed or passages[name]
        if traditional:
            text = variants.s2t(text, None)
        out += [before, marks.wrap('passage', name, text)]
    return ''.join(out) + body


def furnish(body, site, fields, title, date, rng, marks):
    """Puts the site's head and foot around the body."""
    if '-----' not in site['furniture']:
        return body
    day = date or (datetime.date(2023, 1, 3)
                   + datetime.timedelta(rng.randrange(500)))
    values = {
        'title': title, 'day': day.isoformat(), 'year': day.year,
        'clock': f'{rng.randrange(7, 23)}:{rng.randrange(60):02}',
        'small': rng.randrange(1, 40), 'views': rng.randrange(40, 9000),
        'replies': rng.randrange(0, 60), 'queries': rng.randrange(6, 48),
        'micros': f'{rng.randrange(30000, 999999):06}',
        'number': rng.randrange(100000, 999999),
        'phone': f'{rng.randrange(200, 999)}-{rng.randrange(1000, 9999)}',
        'editor': rng.choice(['穆小舟', '佘知秋', '晏平', '鄢如海']),
        'section': fields.get('section') or rng.choice(site['sections']),
        'board': fields.get('board') or '转帖收藏',
        'topic': fields.get('topic') or '常见问题',
    }
    head, _, foot = site['furniture'].partition('-----\n')
    head = head.strip('\n').format(**values)
    foot = foot.format(**values)
    parts = [marks.wrap('head', site['key'], head), body]
    if 'extra' in fields:  # a line of this page alone, inside the foot
        first, _, foot = foot.partition('\n')
        parts += [marks.wrap('foot', site['key'], first), fields['extra']]
    return '\n'.join([*parts, marks.wrap('foot', site['key'], foot)])


def read_sites():
    sections = {'yunhe': ['本地', '民生', '县域', '社会'],
                'haimei': ['地方', '生活', '文史', '交通'],
                'ottersby': ['Local', 'Notices']}
    sites = {}
    for key, fields, furniture in read_source('sites'):
        sites[key] = dict(fields, key=key, furniture=furniture,
                          sections=sections.get(key, ['-']))
    return sites


def publish(key, origin, chain, site, step, sites, passages):
    """One document: the original (chain empty) or a variant of it."""
    fields, body = origin
    name = f'{key}/{chain}@{site}/{step}'
    rng = generator(name)
    marks = Marks()
    traditional = fields['site'] in TRADITIONAL_SITES
    text = fill_passages(body, passages, marks, traditional)
    title = fields['title']
    for change in filter(None, chain.split('+')):
        text = variants.CHANGES[change](text, rng)
        if change in ('s2t', 's2tm', 't2s'):
            title = variants.CHANGES[change](title, rng)
    date = fields.get('date')
    date = date and datetime.date.fromisoformat(date)
    if chain:
        # A variant appears up to six weeks later; one in seven is undated,
        # and of an undated original some variants have a date all the same.
        base = date or datetime.date(2023, 10, 1)
        date = base + datetime.timedelta(rng.randrange(1, 45))
        if rng.random() < 1 / 7:
            date = None
    if site == 'letters':  # plain text files carry no date
        date = None
    kept = {k: v for k, v in fields.items()
            if not chain or (k != 'extra' and site == fields['site'])}
    text = furnish(text, sites[site], kept, title, date, rng, marks)
    text, spans = marks.strip(text)
    path = sites[site]['path'].format(
        year=date.year if date else 2023, number=rng.randrange(10**5, 10**6))
    variant = chain or fields.get('kind', 'original')
    return Document('', sites[site]['file'], text,
                    'https://' + sites[site]['host'] + path,
                    sites[site]['host'], date and date.isoformat(), title,
                    key, variant, spans)


def label(variant, furnished):
    """A repost is `exact`, or `site` where only the furniture differs."""
    if variant == 'repost':
        return 'site' if furnished else 'exact'
    if furnished and variant not in ('original', 'carrier'):
        return variant + '+site'
    return variant


def build():
    sites = read_sites()
    passages = {key: body for key, _, body in read_source('passages')}
    documents = []
    for source in DOCUMENT_SOURCES:
        for key, fields, body in read_source(source):
            plan = [('', fields['site'])]
            if 'variants' in fields:
                plan += [tuple(item.strip().split('@'))
                         for item in fields['variants'].split(';')]
            for step, (chain, site) in enumerate(plan):
                document = publish(key, (fields, body), chain, site, step,
                                   sites, passages)
                furnished = site != fields['site'] and any(
                    '-----' in sites[s]['furniture']
                    for s in (site, fields['site']))
                documents.append(document._replace(
                    variant=label(document.variant, furnished)))
    return number(documents)


def number(documents):
    """Ids that say nothing about the cluster: ordered by a hash."""
    def shuffled(document):
        text = f'{document.cluster} {document.variant} {document.url}'
        return hashlib.sha256(text.encode()).hexdigest()

    numbered = []
    for file in sorted({d.file for d in documents}):
        members = sorted((d for d in documents if d.file == file),
                         key=shuffled)
        for i, document in enumerate(members, 1):
            identity = (f'letters/{i:02}.txt' if file == 'letters'
                        else f'{ID_PREFIX[file]}{i:03}')
            numbered.append(document._replace(id=identity))
    return numbered


def record(document):
    fields = {'id': document.id, 'text': document.text, 'url': document.url,
              'date': document.date, 'title': document.title}
    return json.dumps({k: v for k, v in fields.items() if v is not None},
                      ensure_ascii=False) + '\n'


def table(header, rows):
    return ''.join('\t'.join(map(str, row)) + '\n' for row in [header, *rows])


def phrase_rows(documents):
    folded = {d.id: measure.folded(d.text) for d in documents}
    rows = []
    for key, _, body in read_source('phrases'):
        slogan = measure.folded(body)
        found = [d for d in documents if slogan in folded[d.id]]
        rows.append((key, slogan, len(found),
                     len({d.cluster for d in found}),
                     len({d.host for d in found}),
                     ','.join(d.id for d in found)))
    return rows


def render(documents):
    """{path relative to corpus/: content} of everything derived."""
    files = collections.defaultdict(str)
    for d in documents:
        if d.file == 'letters':
            files[d.id] = d.text + '\n'
        else:
            files[f'{d.file}.jsonl'] += record(d)
    files['copies.gold'] = table(
        ('id', 'cluster', 'variant'),
        [(d.id, d.cluster, d.variant) for d in documents])
    spans = [(s, d) for d in documents for s in d.spans]
    files['passages.gold'] = table(
        ('passage', 'id', 'begin', 'end'),
        sorted((s.name, d.id, s.begin, s.end) for s, d in spans
               if s.kind == 'passage'))
    files['templates.gold'] = table(
        ('site', 'id', 'part', 'begin', 'end', 'cause'),
        sorted((d.host, d.id, s.kind, s.begin, s.end, 'template') for s, d in spans
               if s.kind != 'passage'))
    files['phrases.gold'] = table(
        ('phrase', 'folded', 'documents', 'clusters', 'hosts', 'ids'),
        phrase_rows(documents))
    return files


def stale_files(files):
    """Committed files that differ from what is made, or should not be."""
    problems = []
    for path, content in files.items():
        on_disk = HERE / path
        if not on_disk.exists():
            problems.append(f'{path}: missing; run derive.py')
        elif on_disk.read_bytes() != content.encode():
            problems.append(f'{path}: differs from the sources; '
                            'run derive.py and commit the result')
    for pattern in ('**/*.jsonl', '**/*.txt', '**/*.gold'):
        for path in HERE.glob(pattern):
            if path.relative_to(HERE).as_posix() not in files:
                problems.append(f'{path.name}: not made by derive.py')
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument('--check', action='store_true')
    mode.add_argument('--stats', action='store_true')
    options = parser.parse_args()

    documents = build()
    if options.stats:
        print(measure.statistics(documents, phrase_rows(documents)))
        return 0
    files = render(documents)
    if options.check:
        problems = (stale_files(files)
                    + measure.broken_promises(documents,
                                              phrase_rows(documents)))
        for problem in problems:
            print(problem, file=sys.stderr)
        print(f'{len(files)} files, {len(documents)} documents, '
              f'{len(problems)} problems')
        return 1 if problems else 0
    for path, content in files.items():
        (HERE / path).parent.mkdir(exist_ok=True)
        (HERE / path).write_bytes(content.encode())
    return 0


if __name__ == '__main__':
    sys.exit(main())
