// Files for the tests of evaluations.
#ifndef LITANY_TESTS_EVAL_EVAL_FILES_H_
#define LITANY_TESTS_EVAL_EVAL_FILES_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eval/documents_table.h"
#include "eval/occurrences_table.h"
#include "gtest/gtest.h"
#include "io/temp_folder.h"

namespace litany::eval {

// A row of occurrences.jsonl.
inline std::string OccurrenceLine(const std::string& repeat,
                                  const std::string& kind,
                                  const std::string& id, int begin, int end) {
  return absl::StrCat("{\"repeat\": \"", repeat, "\", \"kind\": \"", kind,
                      "\", \"id\": \"", id, "\", \"char_begin\": ", begin,
                      ", \"char_end\": ", end, ", \"text\": null}\n");
}

inline OccurrencesTable OccurrencesOf(const std::string& lines) {
  const io::TempFolder folder;
  auto table = ReadOccurrences(folder.Write("occurrences.jsonl", lines));
  EXPECT_TRUE(table.ok()) << table.status();
  return table.ok() ? *std::move(table) : OccurrencesTable();
}

// Documents of 1,000 code points each, in no copy.  REQUIRES: ids in order
inline DocumentsTable DocumentsOf(const std::vector<std::string>& ids) {
  DocumentsTable table;
  for (const std::string& id : ids) {
    table.rows.emplace_back();
    table.rows.back().id = id;
    table.rows.back().chars = 1000;
  }
  return table;
}

}  // namespace litany::eval

#endif  // LITANY_TESTS_EVAL_EVAL_FILES_H_
