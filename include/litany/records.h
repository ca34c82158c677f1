// The rows of the tables of a run: what docs/formats/run-directory.md says.
#ifndef LITANY_RECORDS_H_
#define LITANY_RECORDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace litany {

// A similarity as the integers it was decided by.
struct Ratio {
  uint64_t numerator = 0;
  uint64_t denominator = 1;
};

enum class Relation { kIdentical, kSame, kNear, kContained };

enum class Reason {
  kUnique,
  kNoTokens,
  kKept,
  kIdentical,
  kSame,
  kNear,
  kContained,
  kRepresentative,
  kAgainst,
  kPassage,      // dropped: holds a passage
  kCut,          // kept, without its passages
  kAllTemplate,  // nothing but what its source puts on every page
};

// Code points of a document by cause.
struct CauseChars {
  uint64_t template_chars = 0;
  uint64_t copy = 0;
  uint64_t passage = 0;
  uint64_t phrase = 0;
  uint64_t own = 0;
};

struct DocumentRecord {
  std::string id;
  std::string source;
  std::string date;     // empty: null
  std::string cluster;  // empty: null
  bool keep = true;
  Reason reason = Reason::kUnique;
  std::string representative;  // empty: null
  std::optional<Ratio> similarity;
  std::optional<Ratio> kept_similarity;
  uint64_t repairs = 0;
  CauseChars chars;
};

// A document and its date, where it has one.
struct Witness {
  std::string id;
  std::string date;
};

enum class RepeatKind { kCopy, kPassage, kPhrase, kTemplate };

// The earliest dated document of a repeat, and what that leaves open.
struct FirstWitness {
  Witness witness;
  uint64_t ties = 0;     // other documents of the same date
  uint64_t undated = 0;  // documents without a date
};

// A number of `scores`, printed from integers.
struct Score {
  std::string name;
  Ratio value;
};

// A piece of a text with gaps: constant text, or a gap.
struct PatternPart {
  std::string text;  // empty: a gap
  uint64_t gap = 0;  // number of the gap, from 1
  std::string type;
  std::vector<std::string> examples;
};

struct RepeatRecord {
  std::string repeat;
  RepeatKind kind = RepeatKind::kCopy;
  uint64_t documents = 0;
  uint64_t sources = 0;
  uint64_t count = 0;
  uint64_t length = 0;
  std::optional<FirstWitness> first;
  std::string representative;        // empty: null
  std::optional<std::string> text;   // none: null
  std::vector<PatternPart> pattern;  // empty: null
  std::vector<Score> scores;
  std::string weakest_id;  // empty: weakest is null
  Ratio weakest_similarity;
  std::string source;  // of a template
};

// What an occurrence has in place of its medoid's text; code points of the
// document.
struct Edit {
  uint64_t begin = 0;
  uint64_t end = 0;
  std::string was;
  std::string now;
};

// What stands in a gap of a template; code points of the document.
struct GapText {
  uint64_t gap = 0;
  uint64_t begin = 0;
  uint64_t end = 0;
  std::string text;
};

struct OccurrenceRecord {
  std::string repeat;
  RepeatKind kind = RepeatKind::kCopy;
  std::string id;
  uint64_t begin = 0;
  uint64_t end = 0;
  uint64_t char_begin = 0;
  uint64_t char_end = 0;
  Ratio similarity;
  Relation relation = Relation::kNear;
  std::vector<Edit> edits;
  bool first = false;
  std::string source;
  std::string date;                 // empty: null
  std::optional<std::string> text;  // none: null
  std::string inside;               // the repeat around it; empty: null
  std::vector<GapText> gaps;        // of a template
};

// A source whom another copies from, or who copies it.
struct SourceShare {
  std::string source;
  uint64_t chars = 0;
};

// What a source consists of.
struct SourceRecord {
  std::string source;
  uint64_t pages = 0;
  uint64_t counted = 0;  // near copies counted once
  uint64_t templates = 0;
  uint64_t all_template = 0;  // pages with no text of their own
  std::string reason;         // why nothing was stripped; empty: null
  CauseChars chars;
  std::vector<SourceShare> copies_from;
  std::vector<SourceShare> copied_by;
};

// What a document took from another: passages whose first witness that is.
struct ReuseRecord {
  std::string id;
  std::string source;
  std::string date;  // empty: null
  std::string from;
  std::string from_source;
  std::string from_date;  // empty: null
  uint64_t passages = 0;
  uint64_t chars = 0;  // code points of `id` in them
  Ratio share;         // chars over the document's length
};

// A day on which sources carried a passage together.
struct ScriptingRecord {
  std::string repeat;
  std::string date;
  uint64_t sources = 0;
  std::vector<std::string> ids;  // the documents
};

// A phrase on one day, or in the year or month that is known.
struct SeriesRecord {
  std::string repeat;
  std::string date;
  uint64_t documents = 0;
  uint64_t count = 0;
};

// Two phrases that go together.
struct VariantRecord {
  std::string repeat;
  std::string other;
  // "contains": `repeat` contains `other`; "edits": a few lead to it.
  std::string relation;
  uint64_t distance = 0;  // tokens
};

struct PairRecord {
  std::string a;
  std::string b;
  Relation relation = Relation::kNear;
  uint32_t shared = 0;
  uint32_t size_a = 0;
  uint32_t size_b = 0;
};

struct RejectRecord {
  std::string file;
  uint64_t record = 0;  // 0: null
  uint64_t byte = 0;
  std::string reason;
};

}  // namespace litany

#endif  // LITANY_RECORDS_H_
