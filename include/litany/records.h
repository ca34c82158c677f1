// The rows of the tables of a run: what docs/formats/run-directory.md says.
#ifndef LITANY_RECORDS_H_
#define LITANY_RECORDS_H_

#include <cstdint>
#include <optional>
#include <string>

namespace litany {

// A similarity as the integers it was decided by.
struct Ratio {
  uint64_t numerator = 0;
  uint64_t denominator = 1;
};

enum class Relation { kIdentical, kSame, kNear };

enum class Reason {
  kUnique,
  kNoTokens,
  kKept,
  kIdentical,
  kSame,
  kNear,
  kRepresentative,
  kAgainst,
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

struct CopyRecord {
  std::string repeat;
  uint64_t documents = 0;
  uint64_t sources = 0;
  uint64_t length = 0;
  std::optional<Witness> first;
  std::string representative;
  Ratio similarity_mean;
  std::string weakest_id;
  Ratio weakest_similarity;
};

struct OccurrenceRecord {
  std::string repeat;
  std::string id;
  uint64_t begin = 0;
  uint64_t end = 0;
  uint64_t char_begin = 0;
  uint64_t char_end = 0;
  Ratio similarity;
  Relation relation = Relation::kNear;
  bool first = false;
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
