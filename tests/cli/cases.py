"""What the litany command must do: a table of cases for run_cases.py.

A case runs in an empty folder of its own that holds FILES.  Expectations are
the whole text where they end in a line end or are empty, else a part of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

A = '{"id": "a", "text": "one two three four five six seven"}\n'
B = '{"id": "b", "text": "One, two, three, four, five, six, seven!"}\n'
C = '{"id": "c", "text": "an altogether other sentence about nothing"}\n'
FILES = {
    'in.jsonl': A + B + C,
    'ref.jsonl': A,
    # The second has 3 of the 7 shingles of the first: all of its own.
    'part.jsonl': '{"id": "all", "text": "a b c d e f g h i j k"}\n'
                  '{"id": "part", "text": "a b c d e f g"}\n',
    'bad.jsonl': A + 'nonsense\n' + C,
    'text.txt': '漢字 and words\n',
    'data.bin': 'x',
    'empty.jsonl': '',
    'full/mine.txt': 'precious',
    'short': 'too short',
    'secret': 'sixteen bytes or more',
    'good.conf': '# a comment\nthreshold = 0.9\npairs = true\n',
    'unknown.conf': 'thresold = 0.9\n',
    'bad-value.conf': 'threshold = 3\n',
    'bad-flag.conf': 'pairs = maybe\n',
    'twice.conf': 'threshold = 0.9\nthreshold = 0.8\n',
    'no-equals.conf': 'threshold 0.9\n',
    'against.conf': 'against = ref.jsonl\nagainst = empty.jsonl\n',
}


@dataclasses.dataclass(frozen=True)
class Case:
  name: str
  args: Sequence[str]
  status: int = 0
  stdin: str = ''
  stdout: str | None = None  # None: anything
  stderr: str | None = None
  env: Mapping[str, str] = dataclasses.field(default_factory=dict)
  # {path below the case's folder: text, as above; None: must not exist}
  files: Mapping[str, str | None] = dataclasses.field(default_factory=dict)


def bad_value(option: str, value: str, wants: str,
              command: str = 'dedup') -> Case:
  """A value that is refused with what would be right and what it was."""
  return Case(
      f'{command}_bad_value_{option}_{value or "empty"}'.replace('/', '_'),
      [command, f'--{option}', value, 'in.jsonl'], 2, stdout='',
      stderr=f'litany {command}: --{option} must be {wants}, not \'{value}\' '
             f'(see litany {command} --help)\n')


SHARE = 'a decimal above 0 and at most 1'
SIZE = 'a size such as 500000, 64MiB or 2GB'
KEEP = 'longest, first, earliest, source:A,B, FIELD:max or none'
NAMES = 'names with commas between them'
DONE = 'Tables: litany-out\n'

CASES = [
    # Help and versions.
    Case('help', ['--help'], stdout='Usage: litany COMMAND', stderr=''),
    Case('help_short', ['-h'], stdout='Usage: litany COMMAND', stderr=''),
    Case('help_word', ['help'], stdout='Usage: litany COMMAND', stderr=''),
    Case('help_word_and_command', ['help', 'dedup'],
         stdout='Usage: litany dedup [OPTIONS]', stderr=''),
    Case('no_arguments', [], 2, stdout='Usage: litany COMMAND'),
    *[
        Case(f'help_{command}', [command, '--help'],
             stdout=f'Usage: litany {command} [OPTIONS]', stderr='')
        for command in ('find', 'dedup', 'passages', 'phrases', 'templates', 'eval', 'synth', 'fold')
    ],
    Case('help_wins_over_bad_values', ['dedup', '-t', '7', '-h'],
         stdout='Usage: litany dedup', stderr=''),
    Case('version', ['--version'], stdout='litany 0.1.0\nsignature scheme',
         stderr=''),

    # Commands and options that are not there.
    Case('unknown_command', ['frobnicate'], 2, stdout='',
         stderr="litany: no command 'frobnicate' (see litany --help)\n"),
    Case('unknown_command_suggests', ['dedpu'], 2, stdout='',
         stderr="litany: no command 'dedpu'; did you mean 'dedup'? (see "
                'litany --help)\n'),
    Case('unknown_option', ['dedup', '--frobnicate', 'in.jsonl'], 2, stdout='',
         stderr="litany dedup: unknown option '--frobnicate' (see litany "
                'dedup --help)\n'),
    Case('unknown_option_suggests', ['dedup', '--thresold', '1', 'in.jsonl'],
         2, stdout='',
         stderr="litany dedup: unknown option '--thresold'; did you mean "
                '--threshold? (see litany dedup --help)\n'),
    Case('unknown_short_option', ['fold', '-z', 'in.jsonl'], 2,
         stderr="unknown option '-z'"),
    Case('abbreviations_are_not_guessed', ['dedup', '--thresh', '1', 'x'], 2,
         stderr="unknown option '--thresh'"),
    Case('option_without_its_value', ['dedup', 'in.jsonl', '--threshold'], 2,
         stderr='--threshold'),
    Case('flag_with_a_value', ['dedup', '--pairs=yes', 'in.jsonl'], 2,
         stderr='--pairs'),
    Case('option_given_twice', ['dedup', '-t', '.5', '--threshold=.6', 'x'], 2,
         stderr='litany dedup: --threshold is given twice (see litany dedup '
                '--help)\n'),

    # Each kind of value.
    bad_value('threshold', '0', SHARE),
    bad_value('threshold', '1.5', SHARE),
    bad_value('threshold', '-0.5', SHARE),
    bad_value('threshold', 'nan', SHARE),
    bad_value('threshold', '0.5x', SHARE),
    bad_value('threshold', '', SHARE),
    bad_value('containment', '0', SHARE),
    bad_value('containment', '1.01', SHARE),
    bad_value('min-jaccard', 'all', SHARE),
    bad_value('preset', 'lax', 'strict'),
    bad_value('threads', '0', 'a whole number from 1 to 1024'),
    bad_value('threads', '-1', 'a whole number from 1 to 1024'),
    bad_value('threads', '1025', 'a whole number from 1 to 1024'),
    bad_value('threads', '2.0', 'a whole number from 1 to 1024'),
    bad_value('seed', '18446744073709551616', 'a whole number from 0 on'),
    bad_value('shingle', '33', 'a whole number from 1 to 32'),
    bad_value('max-doc-bytes', '3X', SIZE),
    bad_value('max-doc-bytes', '0', SIZE),
    bad_value('max-doc-bytes', '18446744073709551615GiB', SIZE),
    Case('documents_too_large_to_fold',
         ['dedup', 'in.jsonl', '--max-doc-bytes', '129MiB'], 2, stdout='',
         stderr='litany dedup: --max-doc-bytes must be at most 128MiB\n'),
    bad_value('unit', 'bytes', 'auto, char or word'),
    bad_value('markup', 'html', 'auto, keep or ignore'),
    bad_value('format', 'xml', 'auto, jsonl or text'),
    bad_value('on-error', 'ignore', 'replace, skip or fail'),
    bad_value('cluster', 'kmeans', 'representative or components'),
    bad_value('representative', 'first', 'degree or length'),
    bad_value('progress', 'yes', 'auto, json or none'),
    bad_value('color', 'red', 'auto, always or never'),
    bad_value('distinguish', 'case,colour',
              'of script, variant, width, case, punct, digits, with commas '
              'between them'),
    bad_value('text-field', 'a,,b', NAMES),
    bad_value('keep', 'best', KEEP),
    bad_value('keep', ':max', KEEP),
    bad_value('keep', 'source:', NAMES),
    bad_value('keep', 'source:a,,b', NAMES),
    bad_value('secret-seed', 'short', 'a file of at least 16 secret bytes'),
    bad_value('secret-seed', 'none', 'a file that can be read'),
    Case('recall_of_one_cannot_be_reached',
         ['dedup', '--recall', '1', 'in.jsonl'], 2, stdout='',
         stderr='--recall must be between 0 and 1',
         files={'litany-out': None}),

    # Inputs.
    Case('no_input', ['dedup'], 2, stdout='',
         stderr='litany dedup: no input; name files, folders or - (see litany '
                'dedup --help)\n'),
    Case('missing_input', ['dedup', 'none.jsonl'], 2, stdout='',
         stderr='litany dedup: cannot read none.jsonl: No such file or '
                'directory\n',
         files={'litany-out': None}),
    Case('missing_fold_input', ['fold', 'none.jsonl'], 2, stdout='',
         stderr='litany fold: cannot read none.jsonl'),
    Case('input_of_unknown_kind', ['dedup', 'data.bin'], 2, stdout='',
         stderr='cannot tell how to read data.bin'),
    Case('missing_against', ['dedup', 'in.jsonl', '--against', 'none.jsonl'],
         2, stderr='none.jsonl', files={'litany-out': None}),
    Case('standard_input', ['dedup', '-'], stdin=A + B, stdout='',
         stderr='2 documents read',
         files={'litany-out/documents.jsonl': '"id": "b"'}),
    Case('standard_input_twice', ['dedup', '-', '-'], 2, stdin=A,
         stderr='standard input (-) is named twice'),
    Case('standard_input_for_both_sides', ['dedup', '-', '--against', '-'], 2,
         stdin=A, stderr='cannot be both the input and --against'),
    Case('standard_input_written', ['dedup', '-', '--write', 'k.jsonl'],
         stdin=A + C, files={'k.jsonl': A + C}),

    # Exit codes and where things go.
    Case('done', ['dedup', 'in.jsonl'], stdout='', stderr=DONE.rstrip(),
         files={'litany-out/summary.json': '"copies": 1'}),
    Case('done_with_rejects', ['dedup', 'bad.jsonl'], 1, stdout='',
         stderr=f'(bad.jsonl, record 2, byte {len(A)})',
         files={'litany-out/rejects.jsonl': '"record": 2'}),
    Case('done_with_rejects_of_against',
         ['dedup', 'in.jsonl', '--against', 'bad.jsonl'], 1,
         stderr='1 records of --against rejected',
         files={'litany-out/rejects.jsonl': ''}),
    Case('fail_at_the_first_reject',
         ['dedup', 'bad.jsonl', '--on-error', 'fail'], 2, stdout='',
         stderr=f'(bad.jsonl, record 2, byte {len(A)})',
         files={'litany-out/summary.json': None}),
    bad_value('min-length', '1', 'a whole number from 2 to 1000',
              command='phrases'),
    bad_value('top', '0', 'a whole number from 1 to 10000000',
              command='phrases'),
    Case('phrases_of_lengths_out_of_order',
         ['phrases', '--min-length', '50', 'in.jsonl'], 2, stdout='',
         stderr='the lengths must be 2 to 1000, the least one first'),
    Case('phrases', ['phrases', '--min-documents', '2', '--count-copies',
                     'in.jsonl'],
         stderr='3 documents read',
         files={'litany-out/variants.jsonl': '',
                'litany-out/summary.json': '"command": "phrases"'}),
    Case('find', ['find', 'in.jsonl'], stderr='of all text: template 0.0 %',
         files={'litany-out/sources.jsonl': '"pages": 3',
                'litany-out/report.html': '<!doctype html>',
                'litany-out/summary.json': '"command": "find"'}),
    Case('find_without_report', ['find', '--no-report', 'in.jsonl'],
         stderr='Tables: litany-out',
         files={'litany-out/report.html': None}),
    Case('find_some_kinds', ['find', '--kinds', 'copy,phrase', 'in.jsonl'],
         stderr=' copies in ',
         files={'litany-out/reuse.jsonl': None,
                'litany-out/series.jsonl': '',
                'litany-out/summary.json': '"passages": null'}),
    Case('find_to_standard_output', ['find', '-o', '-', 'in.jsonl'],
         stdout='"chars": {"template": 0', files={'litany-out': None}),
    Case('find_strip_without_write', ['find', '--strip', 'in.jsonl'], 2,
         stdout='', stderr='--strip needs --write'),
    bad_value('kinds', 'copies',
              'of template, copy, passage, phrase, with commas between them',
              command='find'),
    Case('templates', ['templates', 'in.jsonl'],
         stderr='3 documents read',
         files={'litany-out/sources.jsonl': '"pages": 3, "counted": 3',
                'litany-out/summary.json': '"command": "templates"'}),
    Case('templates_saved', ['templates', '--save', 'known.jsonl', 'in.jsonl'],
         stderr='Templates: known.jsonl',
         files={'known.jsonl': '{"litany_templates": 1, "whole": false}'}),
    Case('templates_over_the_input',
         ['templates', '--save', 'in.jsonl', 'in.jsonl'], 2, stdout='',
         stderr='in.jsonl'),
    Case('templates_of_no_file',
         ['templates', '--apply', 'nowhere', 'in.jsonl'], 2, stdout='',
         stderr='nowhere'),
    Case('templates_of_messages', ['templates', '--whole', 'in.jsonl'],
         stderr='100.0 % of the characters',
         files={'litany-out/occurrences.jsonl': '"kind": "template"'}),
    Case('phrases_as_json', ['phrases', '--json', 'in.jsonl'],
         stdout='"min_documents": 2'),
    bad_value('rest', 'furniture',
              'template, copy, passage, phrase or own', command='eval'),
    Case('report_without_a_run', ['report'], 2, stdout='',
         stderr='want one run directory (see litany report --help)'),
    Case('report_of_no_run', ['report', 'nowhere'], 2, stdout='',
         stderr='litany report: no run directory nowhere'),
    Case('report_of_a_folder_that_is_no_run', ['report', 'full'], 2, stdout='',
         stderr='full holds no finished run'),
    Case('report_help', ['report', '--help'], stdout='litany report out'),
    bad_value('top', '0', 'a whole number from 1 to 1000000',
              command='report'),
    Case('fold_with_rejects', ['fold', 'bad.jsonl'], 1, stdout='"id": "c"',
         stderr=f'(bad.jsonl, record 2, byte {len(A)})'),
    Case('output_that_is_not_empty', ['dedup', 'in.jsonl', '-o', 'full'], 2,
         stdout='', stderr='--output full is not empty; name another folder, '
                           'or give --force',
         files={'full/documents.jsonl': None}),
    Case('output_that_is_not_empty_forced',
         ['dedup', 'in.jsonl', '-o', 'full', '--force'],
         files={'full/documents.jsonl': '"id"', 'full/mine.txt': 'precious'}),
    Case('output_that_is_a_file', ['dedup', 'in.jsonl', '-o', 'ref.jsonl'], 2,
         stderr='--output ref.jsonl is a file', files={'ref.jsonl': A}),
    Case('write_over_the_input',
         ['dedup', 'in.jsonl', '--write', 'in.jsonl', '--force'], 2,
         stderr='overwrite the input in.jsonl', files={'in.jsonl': A + B + C}),
    Case('write_to_standard_output',
         ['dedup', 'in.jsonl', '--write', '-', '--keep', 'first'],
         stdout=A + C),
    Case('json_and_tables_want_one_stream',
         ['dedup', 'in.jsonl', '--json', '-o', '-'], 2, stdout='',
         stderr='both want standard output'),
    Case('json_and_records_want_one_stream',
         ['dedup', 'in.jsonl', '--json', '--write', '-'], 2, stdout='',
         stderr='both want standard output'),
    Case('tables_and_records_want_one_stream',
         ['dedup', 'in.jsonl', '-o', '-', '--write', '-'], 2, stdout='',
         stderr='both want standard output'),
    Case('quiet_fold', ['fold', 'text.txt'], stderr='',
         stdout='{"id": "text.txt", "folded": "汉字and words", "tokens": '
                '["汉", "字", "and", "words"]}\n'),
    Case('double_dash_ends_the_options', ['fold', '--', 'text.txt'],
         stdout='"text.txt"'),

    # Which pairs are copies.
    Case('rule_by_default', ['dedup', 'part.jsonl', '--json'],
         stdout='"threshold": 0.5,\n    "containment": 0.65,\n'
                '    "min_jaccard": 0.3,',
         stderr='(similarity 0.5 or more, or 0.3 or more where the larger has '
                '0.65 of the smaller)',
         files={'litany-out/documents.jsonl': '"reason": "contained"'}),
    Case('threshold_alone_joins_nothing_contained',
         ['dedup', 'part.jsonl', '-t', '0.45', '--json'],
         stdout='"threshold": 0.45,\n    "containment": null,\n'
                '    "min_jaccard": null,',
         stderr='(similarity 0.45 or more)',
         files={'litany-out/repeats.jsonl': ''}),
    Case('threshold_and_containment',
         ['dedup', 'part.jsonl', '-t', '0.45', '--containment', '0.9'],
         stderr='(similarity 0.45 or more, or 0.3 or more where the larger has '
                '0.9 of the smaller)',
         files={'litany-out/documents.jsonl': '"reason": "contained"'}),
    Case('least_similarity_of_contained',
         ['dedup', 'part.jsonl', '--min-jaccard', '0.45'],
         stderr='(similarity 0.5 or more, or 0.45 or more where the larger has '
                '0.65 of the smaller)',
         files={'litany-out/repeats.jsonl': ''}),
    Case('least_similarity_alone_says_contained',
         ['dedup', 'part.jsonl', '-t', '0.9', '--min-jaccard', '0.4'],
         files={'litany-out/documents.jsonl': '"reason": "contained"'}),
    Case('preset_strict', ['dedup', 'part.jsonl', '--preset', 'strict',
                           '--json'],
         stdout='"threshold": 0.8,\n    "containment": null,',
         stderr='(similarity 0.8 or more)',
         files={'litany-out/repeats.jsonl': ''}),
    Case('preset_strict_and_containment',
         ['dedup', 'part.jsonl', '--preset', 'strict', '--containment', '0.9'],
         stderr='(similarity 0.8 or more, or 0.3 or more where the larger has '
                '0.9 of the smaller)'),
    Case('preset_and_threshold',
         ['dedup', 'part.jsonl', '--preset', 'strict', '-t', '0.7'], 2,
         stdout='', stderr='litany dedup: --preset strict sets --threshold; '
                           'leave one of them out\n',
         files={'litany-out': None}),
    Case('least_similarity_above_the_threshold',
         ['dedup', 'part.jsonl', '--min-jaccard', '0.6'], 2, stdout='',
         stderr='litany dedup: --min-jaccard 0.6 must be below --threshold 0.5:'
                ' pairs as similar as that are near, not contained\n',
         files={'litany-out': None}),
    Case('threshold_below_the_least_similarity',
         ['dedup', 'part.jsonl', '-t', '0.2', '--containment', '0.9'], 2,
         stderr='--min-jaccard 0.3 must be below --threshold 0.2',
         files={'litany-out': None}),
    Case('least_similarity_too_small_to_look_for',
         ['dedup', 'part.jsonl', '--min-jaccard', '0.001'], 2, stdout='',
         stderr='litany dedup: --min-jaccard must be 0.01 to 1, not 0.001\n'),
    Case('part_of_the_reference',
         ['dedup', 'part.jsonl', '--against', 'part.jsonl'],
         stderr='2 are copies of the --against collection'),

    # What nominates pairs.
    Case('method_by_default', ['dedup', 'in.jsonl', '--json'],
         stdout='"method": "minhash",\n    "recall": 0.99,'),
    Case('method_minhash', ['dedup', 'in.jsonl', '--method', 'minhash',
                            '--recall', '0.9', '--json'],
         stdout='"method": "minhash",\n    "recall": 0.9,'),
    Case('method_simhash', ['dedup', 'in.jsonl', '--method', 'simhash',
                            '--json'],
         stdout='"containment": null,\n    "min_jaccard": null,\n'
                '    "method": "simhash",\n    "simhash_bits": 64,\n'
                '    "hamming": 3,',
         stderr='(similarity 0.5 or more, of pairs whose SimHash differs in 3 '
                'of 64 bits at most)',
         files={'litany-out/documents.jsonl': '"reason": "same"'}),
    Case('method_simhash_as_told',
         ['dedup', 'in.jsonl', '--method', 'simhash', '--hamming', '16',
          '--simhash-bits', '128', '-t', '0.7'],
         stderr='(similarity 0.7 or more, of pairs whose SimHash differs in 16 '
                'of 128 bits at most)'),
    Case('method_simhash_of_find',
         ['find', 'in.jsonl', '--method', 'simhash', '--json'],
         stdout='"method": "simhash"',
         stderr='of pairs whose SimHash differs in 3 of 64 bits at most'),
    Case('method_simhash_against',
         ['dedup', 'in.jsonl', '--method', 'simhash', '--against', 'ref.jsonl'],
         stderr='2 are copies of the --against collection'),
    Case('hamming_without_simhash', ['dedup', 'in.jsonl', '--hamming', '3'], 2,
         stdout='', stderr='litany dedup: --hamming and --simhash-bits go with '
                           '--method simhash\n',
         files={'litany-out': None}),
    Case('simhash_bits_without_simhash',
         ['dedup', 'in.jsonl', '--method', 'minhash', '--simhash-bits', '64'],
         2, stdout='', stderr='go with --method simhash',
         files={'litany-out': None}),
    Case('hamming_beyond_the_index',
         ['dedup', 'in.jsonl', '--method', 'simhash', '--hamming', '9'], 2,
         stdout='',
         stderr='litany dedup: --hamming must be at most 8 of 64 bits, not 9\n',
         files={'litany-out': None}),
    Case('simhash_and_contained',
         ['dedup', 'in.jsonl', '--method', 'simhash', '--containment', '0.9'],
         2, stdout='',
         stderr='litany dedup: --method simhash finds no pair that is '
                'contained; leave out --containment and --min-jaccard\n',
         files={'litany-out': None}),
    Case('simhash_and_recall',
         ['dedup', 'in.jsonl', '--method', 'simhash', '--recall', '0.9'], 2,
         stdout='',
         stderr='litany dedup: --recall goes with --method minhash: what '
                'simhash finds follows from --hamming\n',
         files={'litany-out': None}),
    bad_value('method', 'lsh', 'minhash or simhash'),
    bad_value('simhash-bits', '96', '64 or 128'),

    # Options in a file.
    Case('config', ['dedup', 'in.jsonl', '--config', 'good.conf'],
         stderr='(similarity 0.9 or more)',
         files={'litany-out/pairs.jsonl': '"relation": "same"'}),
    Case('config_gives_way_to_the_command_line',
         ['dedup', 'in.jsonl', '--config', 'good.conf', '-t', '0.7'],
         stderr='(similarity 0.7 or more)',
         files={'litany-out/pairs.jsonl': '"relation": "same"'}),
    Case('config_with_a_list',
         ['dedup', 'in.jsonl', '--config', 'against.conf'],
         stderr='2 are copies of the --against collection'),
    Case('config_with_unknown_option',
         ['dedup', 'in.jsonl', '--config', 'unknown.conf'], 2,
         stderr="unknown.conf: unknown option 'thresold'; did you mean "
                '--threshold?'),
    Case('config_with_bad_value',
         ['dedup', 'in.jsonl', '--config', 'bad-value.conf'], 2,
         stderr=f"bad-value.conf: threshold must be {SHARE}, not '3'"),
    Case('config_with_bad_flag',
         ['dedup', 'in.jsonl', '--config', 'bad-flag.conf'], 2,
         stderr='bad-flag.conf: pairs must be true or false'),
    Case('config_with_an_option_twice',
         ['dedup', 'in.jsonl', '--config', 'twice.conf'], 2,
         stderr='twice.conf: threshold is given twice'),
    Case('config_with_a_line_that_is_none',
         ['dedup', 'in.jsonl', '--config', 'no-equals.conf'], 2,
         stderr='no-equals.conf: '),
    Case('config_that_is_missing',
         ['dedup', 'in.jsonl', '--config', 'none.conf'], 2,
         stderr='--config: cannot open none.conf'),
    Case('config_that_is_a_folder',
         ['dedup', 'in.jsonl', '--config', 'full'], 2,
         stderr='--config: cannot read full'),

    # The environment.
    Case('unknown_kernels', ['fold', 'text.txt'], 2, stdout='',
         env={'LITANY_SIMD': 'bogus'},
         stderr='LITANY_SIMD=bogus names no kernels this machine can run'),
    Case('scalar_kernels', ['fold', 'text.txt'], env={'LITANY_SIMD': 'scalar'},
         stdout='"text.txt"', stderr=''),
    Case('version_names_forced_kernels', ['--version'],
         env={'LITANY_SIMD': 'scalar'}, stdout='kernels scalar'),

    # Other commands.
    Case('eval_without_gold', ['eval', 'full'], 2, stdout='',
         stderr='want one run directory and --gold FILE'),
    Case('eval_of_what_is_no_run', ['eval', 'full', '--gold', 'ref.jsonl'], 2,
         stdout='', stderr='full holds no finished run'),
    Case('eval_of_a_missing_run', ['eval', 'none', '--gold', 'ref.jsonl'], 2,
         stdout='', stderr='no run directory none'),
    Case('bench', ['bench', 'in.jsonl'],
         stdout='pairs by brute force 0, found 0', stderr=''),
    Case('bench_as_json', ['bench', 'in.jsonl', '--json'],
         stdout='"schema": "litany-bench-1"', stderr=''),
    Case('bench_by_simhash',
         ['bench', 'in.jsonl', '--method', 'simhash', '--json'],
         stdout='"hamming": 3', stderr=''),
    Case('bench_of_standard_input', ['bench', '-'], 2, stdout='',
         stderr='bench reads its input several times'),
    Case('bench_without_input', ['bench'], 2, stdout='',
         stderr='no input; name files'),
    Case('synth_without_output', ['synth'], 2, stdout='',
         stderr='no --output FILE'),
    Case('synth_takes_no_input', ['synth', 'in.jsonl', '-o', 'x.jsonl'], 2,
         stderr="unexpected 'in.jsonl'"),
    Case('synth_writes_over_nothing',
         ['synth', '--pairs', '2', '-o', 'in.jsonl'], 2,
         stderr='in.jsonl exists', files={'in.jsonl': A + B + C}),
    Case('synth_of_sites',
         ['synth', '--kind', 'sites', '--sites', '2', '--pages', '3',
          '-o', 'x.jsonl'], stdout='',
         stderr='6 pages: x.jsonl\n41 lines of furniture: x.gold.jsonl\n',
         files={'x.jsonl': '"id":"site001.test/0002"',
                'x.gold.jsonl': '"cause":"template"'}),
    Case('synth', ['synth', '--pairs', '3', '-o', 'x.jsonl'], stdout='',
         stderr='6 documents: x.jsonl\n3 planted pairs: x.gold.tsv\n',
         files={'x.jsonl': '"id"', 'x.gold.tsv': '\t'}),
]
