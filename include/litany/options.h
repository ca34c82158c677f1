// What a user can ask for: plain structs with their defaults, no behaviour.
// The command line, and every binding, fills these and hands them to the
// engine; nothing below the engine reads a flag.
#ifndef LITANY_OPTIONS_H_
#define LITANY_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace litany {

// What becomes of a record whose bytes are not valid UTF-8.
enum class OnError {
  kReplace,  // read it, each ill-formed part as U+FFFD, and count the repairs
  kSkip,     // reject the record
  kFail,     // end the run
};

enum class InputFormat {
  kAuto,   // by the file's name; standard input is JSON lines
  kJsonl,  // one JSON object a line
  kText,   // text: see TextRecords
};

// What is a document in a text file.  JSON lines are records either way.
enum class TextRecords {
  kFile,  // the file
  kLine,  // each line that is not blank, without its line end
};

struct InputOptions {
  // The fields that make the text, joined by U+000A.  Empty: the first of
  // text, content, raw_content, body that the record has.
  std::vector<std::string> text_fields;
  // Missing in a record: the id is "path:line".
  std::string id_field = "id";
  // Where the host of the url is missing.  Empty: none.
  std::string source_field;
  std::string url_field = "url";
  // The first of these that holds a date we can read.
  std::vector<std::string> date_fields = {"date", "published", "WARC-Date"};
  // A numeric field, read for `--keep FIELD:max`.  Empty: none.
  std::string number_field;
  InputFormat format = InputFormat::kAuto;
  // With kLine standard input is text, unless `format` says otherwise.
  TextRecords records = TextRecords::kFile;
  OnError on_error = OnError::kReplace;
  // Records of more bytes than this are rejected without being held; at most
  // 128 MiB.
  uint64_t max_doc_bytes = uint64_t{64} << 20;
};

enum class TokenUnit {
  kAuto,  // words, but each code point of an unspaced script by itself
  kChar,  // each folded symbol by itself
  kWord,  // maximal runs of letters, marks and numbers, whatever the script
};

enum class Markup {
  kAuto,    // tags with a known HTML element name are ignorable
  kKeep,    // every tag is text
  kIgnore,  // anything shaped like a tag is ignorable
};

struct FoldOptions {
  TokenUnit unit = TokenUnit::kAuto;
  // Tokens a shingle; 1 to 32.
  uint32_t shingle = 5;
  Markup markup = Markup::kAuto;
  // What the fold must keep apart (`--distinguish`).
  bool distinguish_script = false;   // traditional from simplified Chinese
  bool distinguish_variant = false;  // variant forms of one character
  bool distinguish_width = false;    // full-width, half-width
  bool distinguish_case = false;     // upper and lower case
  bool distinguish_punct = false;    // punctuation and symbols are tokens
  bool distinguish_digits = false;   // ① ² １ from 1 2 1

  friend bool operator==(const FoldOptions&, const FoldOptions&) = default;
};

enum class ClusterMethod {
  kRepresentative,  // every member is adjacent to its representative
  kComponents,      // connected components, as most peers do
};

enum class RepresentativeOrder { kDegree, kLength };

struct KeepPolicy {
  enum class Kind { kLongest, kFirst, kEarliest, kSource, kFieldMax, kNone };
  Kind kind = Kind::kLongest;
  std::vector<std::string> sources;  // kSource: best first
  std::string field;                 // kFieldMax
};

// When a pair that is not `near` is `contained`.
struct ContainedRule {
  // The least share of the shingles of the smaller text that the larger has;
  // in (0, 1].
  double containment = 0.65;
  // The least exact Jaccard similarity; from .01, below the threshold.
  double jaccard = 0.3;
};

// Candidates by SimHash in place of MinHash: fewer bytes a document, and only
// pairs that are all but equal.
struct SimHashOptions {
  uint32_t bits = 64;  // or 128
  // The most bits in which two fingerprints of a candidate differ; at most an
  // eighth of them.
  uint32_t distance = 3;
};

// The defaults of `threshold`, `contained` and `representative` are the best
// of those measured by the mean pair F1 over six labelled Chinese sets:
// docs/quality.md.
struct DedupOptions {
  // The least exact Jaccard similarity of a `near` pair; in (0, 1].
  double threshold = 0.5;
  // None: no pair is `contained`.
  std::optional<ContainedRule> contained = ContainedRule{};
  // The chance that a pair at exactly `threshold` becomes a candidate; of
  // MinHash alone.
  double recall = 0.99;
  // None: MinHash.  With it no pair can be `contained`.
  std::optional<SimHashOptions> simhash;
  ClusterMethod cluster = ClusterMethod::kRepresentative;
  RepresentativeOrder representative = RepresentativeOrder::kLength;
  KeepPolicy keep;
  // Reference collection: its documents are never counted, kept or written.
  std::vector<std::string> against;
  // Write pairs.jsonl.
  bool pairs = false;
  // Where the kept records go, byte for byte; empty: nowhere.
  std::string write_path;
};

// What `--write` does with documents that hold a passage.
enum class CutPolicy {
  kDrop,         // leave them out
  kAll,          // cut every occurrence out of them
  kAllButFirst,  // cut every occurrence but the first witness's
};

struct PassageOptions {
  // Every shared run of this many folded symbols is found: where it holds a
  // Han or kana symbol, and where it holds none.  2 to 10,000.
  uint32_t dense_length = 24;
  uint32_t letter_length = 50;
  // The most symbols without a match between two pieces of one passage, on
  // either side.
  uint32_t max_gap = 200;
  // The least similarity of an occurrence to the medoid: matched symbols of
  // both over all symbols of both.
  double similarity = 0.5;
  // Only runs without an edit.
  bool exact = false;
  // Only between documents of different sources.
  bool between_sources_only = false;
  // Only between documents at most so many days apart.
  std::optional<uint32_t> window_days;
  // Reference collection: who reused these texts.
  std::vector<std::string> against;
  // Write the graphs of who reused whom.
  bool network = false;
  std::string write_path;
  std::optional<CutPolicy> cut;
};

struct PhraseOptions {
  // Documents and sources in which a phrase occurs at least; 0: by the size
  // of the collection (passage/phrases.h).
  uint32_t min_documents = 0;
  uint32_t min_sources = 0;
  // In Han characters; a letter counts as half of one.
  uint32_t min_length = 4;
  uint32_t max_length = 40;
  // The best so many are written, and so many formulas.
  uint32_t top = 1000;
  uint32_t formulas = 50;
  // Count the copies of a document too, not just what represents them.
  bool count_copies = false;
};

struct TemplateOptions {
  // Every document is one block: the messages of a log.  Implied by
  // TextRecords::kLine.
  bool whole = false;
  // Where documents go without their templates; empty: nowhere.
  std::string write_path;
  // Where the templates go, for a later run to apply; empty: nowhere.
  std::string save_path;
  // Templates of an earlier run, which are looked for in place of new ones;
  // empty: none.
  std::string apply_path;
};

// `litany find`: the four kinds in the order of their precedence, each looked
// for in what the ones before it leave.  What writes files of its own is set
// here, not in the options of a kind; `against` and `cut` are not used.
struct FindOptions {
  // Which kinds are looked for.
  bool find_templates = true;
  bool find_copies = true;
  bool find_passages = true;
  bool find_phrases = true;
  TemplateOptions templates;
  DedupOptions dedup;
  PassageOptions passages;
  PhraseOptions phrases;
  // Where the kept records go; empty: nowhere.
  std::string write_path;
  // Without their templates, else byte for byte.
  bool strip_templates = false;
  // Write report.html.
  bool report = true;
};

struct RunOptions {
  std::vector<std::string> inputs;
  // The run directory; "-" writes documents.jsonl to standard output.
  std::string output = "litany-out";
  bool force = false;
  // Tables without the texts of the collection.
  bool no_text = false;
  // 0: as many as the machine lets us use.
  uint32_t threads = 0;
  // Of the sketch.  The tables do not depend on it, but for candidates that
  // one seed misses and another finds.
  uint64_t seed = 1;
  // Bytes of a secret mixed into the seed, so that nobody who lacks them can
  // build documents that fall into one bucket, or that evade one.
  std::string secret;
  // For spooled input; empty: $TMPDIR, else /tmp.
  std::string tmp_dir;
  InputOptions input;
  FoldOptions fold;
};

}  // namespace litany

#endif  // LITANY_OPTIONS_H_
