// The words of the page, in two languages.  Texts, ids and numbers of the
// collection are never translated.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

const EN = {
  skip: 'Skip to content', nav: 'Views', language: 'Language', theme: 'Appearance', light: 'Light', dark: 'Dark', auto: 'As the system',
  overview: 'Overview', copies: 'Copies', passages: 'Passages', phrases: 'Phrases', templates: 'Templates', documents: 'Documents', network: 'Sources',
  copy: 'Copy', passage: 'Passage', phrase: 'Phrase', template: 'Template', document: 'Document', own: 'Own', source: 'Source', date: 'Date', id: 'Document', text: 'Text', cause: 'Cause',
  characters: 'Characters', share: 'Share', length: 'Length', first: 'First', firstDate: 'First date', similarity: 'Similarity', relation: 'Relation', keep: 'Kept', reason: 'Reason', count: 'Occurrences', sourcesN: 'Sources', documentsN: 'Documents', representative: 'Representative', weakest: 'Least similar', yes: 'yes', no: 'no', undated: 'undated', period: 'Period',
  nDocuments: '{n} documents', nDocuments1: '1 document', nSources: '{n} sources', nSources1: '1 source', ties1: '1 other has the same date', undatedN1: '1 document has no date', otherSources1: '1 other source', rejects1: '1 record could not be read and is in none of these numbers.', templateTitle1: 'Furniture of a site on 1 page', edits1: 'differs in 1 token from', textsChanged1: '1 document was no longer as long as in the run when this page was made; its text is left out.', valuesNote1: 'Values on the 1 occurrence that is listed.', gaps: 'Gaps', headline: '{share} of this text stands somewhere else too', headlineNone: 'Nothing in this collection is repeated',
  deck: '{documents} documents from {sources} sources hold {chars} characters. Every character is put down to one cause: the site’s furniture, a copy, a reused passage, a formula, or the document’s own words.',
  deckOne: '{documents} documents hold {chars} characters. Every character is put down to one cause: the site’s furniture, a copy, a reused passage, a formula, or the document’s own words.',
  sharesTitle: 'Whose words are they?', timelineTitle: 'When', timelineNote: 'Characters of dated documents by cause, from the bottom up in the order of the legend.',
  noDates: 'No document has a date, so there is nothing to draw over time.', asTable: 'The same as a table',
  top: 'Most repeated', all: 'All {n}', none_copy: 'No copies: there are none, or this run did not look for them.', none_passage: 'No passages: there are none, or this run did not look for them.', none_phrase: 'No phrases: there are none, or this run did not look for them.', none_template: 'No templates: there are none, or this run did not look for them.',
  leftOutRepeats: 'This page shows the top {shown} of {all}; the others are in repeats.jsonl.',
  leftOutOccurrences: 'Shown are {shown} of {all} occurrences; the others are in occurrences.jsonl.',
  leftOutDocuments: 'This page lists {shown} of {all} documents; the others are in documents.jsonl.',
  leftOutSources: 'This page lists {shown} of {all} sources, those with most documents.',
  leftOutEdges: 'Drawn and listed are {shown} of {all} links, the strongest.',
  textsHidden: 'The run was told to write no text, so this page has none.', textsStdin: 'The run read standard input, which is gone, so this page has no texts of documents.', textsGone: 'The input of the run could not be read again, so this page has no texts of documents.',
  textNotHere: 'The text of this document is not in this page, which holds {shown} texts; it stands in the input of the run.', textsChanged: '{n} documents were no longer as long as in the run when this page was made; their texts are left out.',
  search: 'Search', searchHint: 'text, id, source', shown: '{n} of {all} shown', csv: 'CSV of what is shown', minDocuments: 'At least … documents', minSources: 'At least … sources', anySource: 'Every source', anyCause: 'Every cause', holds: 'Holds', nothing: 'Nothing fits. Change the search or the filters.', sortBy: 'Sort by {column}',
  notFound: 'This page has no such entry', notFoundText: 'It may be one of those that are left out, or the address was cut off.', back: 'Back to the overview',
  copyTitle: 'One text in {n} documents', members: 'Members', diffTitle: 'What differs', diffWith: 'Compare the representative with', identicalText: 'The two texts are the same, character by character.', tooDifferent: 'The two are too long and too unlike to mark the differences.', noTexts: 'One of the two texts is not in this page.', onlyHere: 'only in this text', onlyThere: 'only in the representative', meanSimilarity: 'Mean similarity',
  passageTitle: 'A passage in {n} documents', overTime: 'Over time, by source', variantsTitle: 'Variants side by side', medoid: 'The version all others are compared with', variant: 'This document', unchanged: 'No letter differs.', more: 'Show {n} more', firstWitness: 'first dated', ties: '{n} others have the same date', undatedN: '{n} documents have no date', otherSources: '{n} other sources', scripting: 'Scripting', scriptingNote: 'share of pairs of sources that carried it on one day, nearly unchanged',
  phraseTitle: 'A phrase in {n} documents', formulaTitle: 'A formula in {n} documents', concordance: 'Concordance', before: 'Before', after: 'After', byDate: 'By date', bySource: 'By source', related: 'Related phrases', contains: 'contains', containedIn: 'is contained in', edits: 'differs in {n} tokens from', noContext: 'What stands around it is not in this page.',
  templateTitle: 'Furniture of a site on {n} pages', pattern: 'Pattern', gap: 'Gap', type: 'Type', values: 'Values', value: 'Value', samples: 'Pages', valuesNote: 'Values on the {n} occurrences that are listed.', examples: 'Examples', scores: 'Scores',
  legend: 'Legend', why: 'Why', whereElse: 'Where else', hoverHint: 'Point at a marked stretch, or step to it with the Tab key, to see why it is marked and where else it stands.', ownText: 'The document’s own words.', coversAll: 'the whole document', repeatNotHere: 'a repeat that this page does not list', inDocument: 'Repeats in this document', place: 'Place', open: 'Open', lengthIs: '{n} characters', cutSpans: 'Some occurrences are left out: this document has more than {n}.', copyOf: 'Copy of', representsCopy: 'This document represents its copy; its text counts for what else it is.',
  networkTitle: 'Who has text from whom', networkNote: 'An arrow goes from the source that had a text first to the one that has it too. Its width says how much.', noEdges: 'No text went from one known source to another, or this run did not look for passages.', from: 'From', to: 'To', taken: 'Taken', given: 'Given', links: 'Links', graphLabel: 'Network of {n} sources and {m} links; the table beside it says the same.',
  method: 'How this was made', methodText: 'Made by Litany {version}, command “{command}”. Similarities come from exact comparison. What is left out here is in the tables of the run.', parameters: 'Parameters of the run', counts: 'Counts', rejects: '{n} records could not be read and are in none of these numbers.', noRepeatsTable: 'The run has no table of repeats.', generated: 'A page of its own: nothing is loaded from a network.',
  type_number: 'number', type_date: 'date', type_time: 'time', type_url: 'address', type_email: 'e-mail', type_id: 'id', type_word: 'word', type_words: 'words', type_text: 'text',
};

const ZH = {
  skip: '跳到正文', nav: '视图', language: '语言', theme: '外观', light: '浅色', dark: '深色', auto: '跟随系统',
  overview: '概览', copies: '整篇复制', passages: '段落复用', phrases: '套话', templates: '模板', documents: '文档', network: '来源',
  copy: '复制', passage: '段落', phrase: '套话', template: '模板', document: '文档', own: '自有', source: '来源', date: '日期', id: '文档', text: '文本', cause: '成因',
  characters: '字符', share: '占比', length: '长度', first: '最早', firstDate: '最早日期', similarity: '相似度', relation: '关系', keep: '保留', reason: '理由', count: '出现次数', sourcesN: '来源数', documentsN: '文档数', representative: '代表文档', weakest: '最不相似', yes: '是', no: '否', undated: '无日期', period: '时段',
  gaps: '空位', nDocuments: '{n} 篇文档', nSources: '{n} 个来源', headline: '{share}的文字在别处也有', headlineNone: '这批文档里没有重复的文字',
  deck: '{documents} 篇文档来自 {sources} 个来源，共 {chars} 个字符。每个字符只归一种成因：网站模板、整篇复制、段落复用、套话，或文档自己的话。',
  deckOne: '{documents} 篇文档共 {chars} 个字符。每个字符只归一种成因：网站模板、整篇复制、段落复用、套话，或文档自己的话。',
  sharesTitle: '这些话是谁的？', timelineTitle: '时间分布', timelineNote: '有日期的文档按成因计的字符数，自下而上与图例顺序相同。',
  noDates: '没有一篇文档有日期，无法按时间作图。', asTable: '同样的数据，表格形式',
  top: '重复最多', all: '全部 {n} 项', none_copy: '没有整篇复制：或者确实没有，或者本次运行没有查找。', none_passage: '没有段落复用：或者确实没有，或者本次运行没有查找。', none_phrase: '没有套话：或者确实没有，或者本次运行没有查找。', none_template: '没有模板：或者确实没有，或者本次运行没有查找。',
  leftOutRepeats: '本页列出 {all} 项中的前 {shown} 项；其余见 repeats.jsonl。',
  leftOutOccurrences: '列出 {all} 处中的 {shown} 处；其余见 occurrences.jsonl。',
  leftOutDocuments: '本页列出 {all} 篇文档中的 {shown} 篇；其余见 documents.jsonl。',
  leftOutSources: '本页列出 {all} 个来源中文档最多的 {shown} 个。',
  leftOutEdges: '画出并列出 {all} 条联系中最强的 {shown} 条。',
  textsHidden: '运行时要求不写出文本，因此本页没有文本。', textsStdin: '运行读的是标准输入，现已不存，因此本页没有文档原文。', textsGone: '运行的输入已无法再读，因此本页没有文档原文。',
  textNotHere: '本页没有这篇文档的原文（本页收有 {shown} 篇）；原文在运行的输入里。', textsChanged: '制作本页时有 {n} 篇文档的长度与运行时不同，其原文未收入。',
  search: '搜索', searchHint: '文本、编号、来源', shown: '显示 {n} / {all}', csv: '下载所示内容（CSV）', minDocuments: '至少……篇文档', minSources: '至少……个来源', anySource: '所有来源', anyCause: '所有成因', holds: '含有', nothing: '没有符合的内容，请更改搜索或筛选。', sortBy: '按{column}排序',
  notFound: '本页没有这一项', notFoundText: '它可能属于未收入的部分，或者地址不完整。', back: '回到概览',
  copyTitle: '{n} 篇文档是同一篇文字', members: '成员', diffTitle: '差异', diffWith: '与代表文档比较', identicalText: '两篇文字逐字相同。', tooDifferent: '两篇太长、差别太大，无法逐处标出。', noTexts: '其中一篇的原文不在本页。', onlyHere: '只在这篇', onlyThere: '只在代表文档', meanSimilarity: '平均相似度',
  passageTitle: '{n} 篇文档里的同一段文字', overTime: '按来源看时间', variantsTitle: '异文对照', medoid: '作为比较基准的版本', variant: '这篇文档', unchanged: '一字不差。', more: '再显示 {n} 项', firstWitness: '最早', ties: '另有 {n} 篇日期相同', undatedN: '{n} 篇没有日期', otherSources: '其他 {n} 个来源', scripting: '统一口径', scriptingNote: '同一天几乎不改地刊出的来源对所占比例',
  phraseTitle: '{n} 篇文档里的套话', formulaTitle: '{n} 篇文档里的句式', concordance: '上下文', before: '上文', after: '下文', byDate: '按日期', bySource: '按来源', related: '相关的套话', contains: '包含', containedIn: '被包含于', edits: '相差 {n} 个词元', noContext: '本页没有它的上下文。',
  templateTitle: '{n} 个页面上的网站模板', pattern: '模式', gap: '空位', type: '类型', values: '取值', value: '值', samples: '页面', valuesNote: '所列 {n} 处的取值。', examples: '例', scores: '得分',
  legend: '图例', why: '原因', whereElse: '别处', hoverHint: '指向有标记的文字，或用 Tab 键移到那里，即可看到标记的原因和它在别处的位置。', ownText: '文档自己的话。', coversAll: '整篇文档', repeatNotHere: '本页未列出的重复', inDocument: '这篇文档里的重复', place: '位置', open: '打开', lengthIs: '{n} 个字符', cutSpans: '部分出现未列出：这篇文档超过 {n} 处。', copyOf: '复制自', representsCopy: '这篇是其复制组的代表；它的文字按其他成因计。',
  networkTitle: '谁的文字来自谁', networkNote: '箭头从先有文字的来源指向也有这段文字的来源，粗细表示多少。', noEdges: '没有文字从一个已知来源到另一个，或者本次运行没有查找段落。', from: '来自', to: '到', taken: '取用', given: '给出', links: '联系', graphLabel: '{n} 个来源、{m} 条联系的网络图；旁边的表格内容相同。',
  method: '制作说明', methodText: '由 Litany {version} 的“{command}”命令生成。相似度出自精确比较。本页未收入的都在运行的表格里。', parameters: '运行参数', counts: '计数', rejects: '{n} 条记录无法读取，不计入任何数字。', noRepeatsTable: '本次运行没有重复表。', generated: '本页独立完整：不从网络加载任何内容。',
  type_number: '数字', type_date: '日期', type_time: '时间', type_url: '网址', type_email: '邮箱', type_id: '编号', type_word: '词', type_words: '词语', type_text: '文本',
  w_identical: '完全相同', w_same: '折叠后相同', w_near: '近似', w_contained: '包含', w_unique: '独有', w_kept: '保留', w_representative: '代表文档', w_against: '见于参照集', w_cut: '已剪去', 'w_no-tokens': '没有可比的字',
};

const TABLES = { en: EN, zh: ZH };

export function translator(lang) {
  const table = TABLES[lang] ?? EN;
  // One of a thing has a form of its own in English.
  const form = (key, values) => (values.n === '1' && table[`${key}1`]) || table[key] || EN[key] || key;
  return (key, values = {}) => form(key, values).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

export function preferredLanguage() {
  return (navigator.language ?? 'en').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** {t, lang, dark} */
export const Words = createContext({ t: translator('en'), lang: 'en', dark: false });
export const useWords = () => useContext(Words);
