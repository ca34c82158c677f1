// What is known to be true about a collection: which documents belong
// together.
//
// Forms, told apart by the file's name (each also .gz or .zst) and header:
//   .jsonl .ndjson   one object a document: its id and a label (`cluster`).
//                    Documents of one label belong together; a missing, null
//                    or empty label means that nothing is known.
//   .tsv, labels     a header line that names a column `id` and the column of
//                    labels
//   .tsv, pairs      two ids a line, with or without a header line that names
//                    the columns `id_a` and `id_b`; other columns are ignored
//
// A .gold file is read as a .tsv: a table beside documents that is none of
// them.
//
// Tested by tests/eval/gold_test.cc.
#ifndef LITANY_EVAL_GOLD_H_
#define LITANY_EVAL_GOLD_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "io/input_files.h"
#include "litany/options.h"

namespace litany::eval {

struct Gold {
  static constexpr uint32_t kUnlabelled = UINT32_MAX;

  enum class Form {
    kLabels,
    kPairs,  // labels are the connected components of the pairs
  };
  struct Entry {
    std::string id;
    uint32_t label = kUnlabelled;  // into `labels`
  };

  Form form = Form::kLabels;
  std::vector<Entry> entries;  // in byte order of id, each id once
  std::vector<std::string> labels;
  // kPairs: distinct, each (smaller, larger) index into `entries`, sorted.
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  // Lines that said once more what another line had said.
  uint64_t repeated = 0;
};

// Reads `path`.  `gold_field` names the labels; `input` says how to find the
// ids (a record without one is `path:line`, as in a run over the same file).
// InvalidArgument: the form is not known, or one id has two labels; DataLoss:
// a line cannot be read.
absl::StatusOr<Gold> ReadGold(const std::string& path,
                              const std::string& gold_field,
                              const InputOptions& input);

// Whether the gold file holds the documents themselves, so that their texts
// can be read from it.
bool GoldHoldsTexts(const std::string& path);

// The gold file as an input to read texts from.
io::InputFile GoldAsInput(const std::string& path);

}  // namespace litany::eval

#endif  // LITANY_EVAL_GOLD_H_
