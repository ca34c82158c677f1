"""The changes that real pages suffer, one function each.

Every function takes (text, rng) and returns the changed text. Marks (private
use code points that bracket a passage or a piece of site furniture while a
document is being made) pass through every change untouched, so spans are read
off the finished text and never computed beside it.
"""

import re
import unicodedata

import hanzi

MARK_FIRST = 0xE000
MARK_LAST = 0xF8FF

_SWAPS = (
    ('目前', '眼下'), ('提醒', '提示'), ('左右', '上下'), ('每天', '每日'),
    ('下午', '午后'), ('表示', '称'), ('谢谢', '多谢'), ('昨天', '前天'),
    ('如果', '要是'), ('因为', '由于'), ('可是', '但是'), ('早上', '清晨'),
    ('晚上', '夜晚'), ('请不要', '请勿'), ('看见', '看到'),
    ('如今', '现在'), ('赶紧', '赶快'),
)
_SWAPS_TRADITIONAL = (
    ('因為', '由於'), ('看見', '看到'), ('請不要', '請勿'), ('下午', '午後'),
    ('表示', '指出'), ('每天', '每日'), ('早上', '清晨'), ('晚上', '夜晚'),
)
_SWAPS_ENGLISH = (
    ('Monday', 'Wednesday'), ('because', 'since'), ('until', 'till'),
    ('may ', 'might '), (' but ', ' yet '), ('choose', 'pick'),
    ('cannot', "can't"), ('does not', "doesn't"), ('yards', 'metres'),
    ('weekend', 'week'), ('nobody', 'no one'), ('about ', 'around '),
)
_NUMERAL = re.compile('[一二三四五六七八九十百千万萬]{3,}(?!小[时時])')
_DOTTED = '，。；：、！？《》（）—…·,;:!?()「」『』'
_ZERO_WIDTH = '\u200b\u200c\u2060\ufeff\u00ad'


def is_mark(char):
    return MARK_FIRST <= ord(char) <= MARK_LAST


def is_han(char):
    return '\u3400' <= char <= '\u9fff'


def edit(text, rng):
    """Other figures and a few other words, as in a rewritten report."""
    def figure(match):
        digits = match.group()
        if rng.random() < 0.3:
            return digits
        others = [d for d in '123456789' if d != digits[-1]]
        if len(digits) == 2:  # may be a day or a month: stay in range
            others = [d for d in '012' if d != digits[-1]]
        return digits[:-1] + rng.choice(others)

    def numeral(match):
        digits = match.group()
        if digits[-1] in '十百千万萬' or rng.random() < 0.3:
            return digits
        others = [d for d in '一二三四五六七八九' if d != digits[-1]]
        return digits[:-1] + rng.choice(others)

    text = re.sub(r'(?<![\w.])\d+(?![\w.]*\d)(?!月)', figure, text,
                  flags=re.ASCII)
    text = _NUMERAL.sub(numeral, text)
    swaps = (_SWAPS_ENGLISH if not any(map(is_han, text))
             else _SWAPS if hanzi.to_simplified(text) == text
             else _SWAPS_TRADITIONAL)
    possible = [swap for swap in swaps if swap[0] in text]
    for old, new in rng.sample(possible, min(4, len(possible))):
        text = text.replace(old, new, 2)
    return text


def cut(text, _rng):
    """The last paragraphs are missing; at least 60 % is left."""
    paragraphs = text.split('\n')
    kept = list(paragraphs)
    while len(kept) > 1 and (
            len('\n'.join(kept[:-1])) >= 0.6 * len(text)):
        kept.pop()
    return '\n'.join(kept)


def dots(text, _rng):
    """All punctuation turned into "." and straight quotes; titles undone."""
    text = re.sub('[《》]', '', text)
    text = re.sub('[“”‘’「」『』]', "'", text)
    text = ''.join('.' if c in _DOTTED else c for c in text)
    return re.sub(r'\.{2,}', '.', text)


def nopunct(text, _rng):
    """Punctuation dropped; spaced scripts keep their apostrophes."""
    return ''.join(
        c for c in text
        if c in "'’\n" or not unicodedata.category(c).startswith('P'))


def viewer(text, rng):
    """A document viewer: chunk numbers, page digits, stray spaces."""
    out = ['1、']
    since, chunk, page = 0, 1, 0
    text = text.replace('\n', '')
    for i, char in enumerate(text):
        out.append(char)
        if is_mark(char):
            continue
        since += 1
        joined = char.isascii() and char.isalnum() and (
            text[i + 1:i + 2].isascii())
        if since >= 110 and not joined:
            chunk, since = chunk + 1, 0
            out.append(f'\n{chunk}、')
        elif since == 66 and chunk % 2 and not joined:
            page += 1
            out.append(str(page))
        elif not joined and rng.random() < 0.04:
            out.append(' ')
    return ''.join(out)


def tags(text, _rng):
    """HTML tags left in the text field."""
    out = []
    for i, line in enumerate(text.split('\n')):
        head = re.match(r'([\uE000-\uF8FF]*)([^，。,.\uE000-\uF8FF]{3,}?)'
                        r'([，。,.])', line)
        if i == 0 and head:
            first, lead, stop = head.groups()
            line = f'{first}<strong>{lead}</strong>{stop}' + line[head.end():]
        line = re.sub(r'([；;])', r'\1<br>', line)
        out.append(f'<p>{line}</p>')
    return '\n'.join(out)


def width(text, _rng):
    """Full-width letters, digits and spaces; half-width CJK punctuation."""
    narrow = str.maketrans('，。！？：；（）', ',.!?:;()')
    text = text.translate(narrow)
    return ''.join(
        chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum()
        else '\u3000' if c == ' ' else c
        for c in text)


def nfd(text, _rng):
    return unicodedata.normalize('NFD', text)


def zerowidth(text, rng):
    return ''.join(
        c + rng.choice(_ZERO_WIDTH)
        if not is_mark(c) and is_han(c) and rng.random() < 0.1 else c
        for c in text)


def reflow(text, _rng):
    """Hard line breaks every 50 columns, as in a mailed copy."""
    out = []
    for line in text.split('\n'):
        column = 0
        words = []
        for word in line.split(' '):
            if column and column + len(word) > 50:
                words.append('\n')
                column = 0
            elif column:
                words.append(' ')
            words.append(word)
            column += len(word) + 1
        out.append(''.join(words))
    return '\n\n'.join(out)


def s2t(text, _rng):
    return hanzi.to_traditional(text)


def s2tm(text, _rng):
    return hanzi.to_machine_traditional(text)


def t2s(text, _rng):
    return hanzi.to_simplified(text)


def repost(text, _rng):
    """The same body; what differs, if anything, is the site's furniture."""
    return text


CHANGES = {f.__name__: f for f in (
    edit, cut, dots, nopunct, viewer, tags, width, nfd, zerowidth, reflow,
    s2t, s2tm, t2s, repost)}
