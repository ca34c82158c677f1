// Runs the engine in a folder of its own and reads back what it wrote.
#ifndef LITANY_TESTS_ENGINE_RUN_H_
#define LITANY_TESTS_ENGINE_RUN_H_

#include <simdjson.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "engine/dedup.h"
#include "gtest/gtest.h"
#include "io/temp_folder.h"
#include "litany/options.h"
#include "report/json_writer.h"

namespace litany::engine {

// A row of a table: strings without their quotes, all else as JSON.
using Row = std::map<std::string, std::string>;

inline std::string Plain(const simdjson::dom::element& element) {
  std::string_view text;
  if (element.get(text) == simdjson::SUCCESS) return std::string(text);
  return simdjson::minify(element);
}

inline std::vector<Row> RowsOf(const std::string& json_lines) {
  std::vector<Row> rows;
  simdjson::dom::parser parser;
  for (size_t begin = 0; begin < json_lines.size();) {
    const size_t end = json_lines.find('\n', begin);
    EXPECT_NE(end, std::string::npos) << "the last line does not end";
    simdjson::dom::object object;
    EXPECT_EQ(parser.parse(json_lines.substr(begin, end - begin)).get(object),
              simdjson::SUCCESS);
    Row row;
    for (const auto field : object) {
      row.emplace(field.key, Plain(field.value));
    }
    rows.push_back(std::move(row));
    begin = end + 1;
  }
  return rows;
}

// Different words, of which no two series share one.
inline std::string Words(int series, int begin, int end) {
  std::string text;
  for (int i = begin; i < end; ++i) {
    absl::StrAppend(&text, i == begin ? "" : " ", "s", series, "w", i);
  }
  return text;
}

// {"id": ..., "text": ..., and `more` fields as JSON}, with its line end.
inline std::string Line(std::string_view id, std::string_view text,
                        const std::string& more = "") {
  std::string line = "{\"id\": ";
  report::AppendJsonString(id, &line);
  line += ", \"text\": ";
  report::AppendJsonString(text, &line);
  return line + (more.empty() ? "" : ", " + more) + "}\n";
}

inline std::string Joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line;
  return all;
}

class DedupTest : public ::testing::Test {
 protected:
  DedupTest() {
    run_.output = folder_.Path("out");
    run_.threads = 2;
    run_.tmp_dir = folder_.Path();
    dedup_.threshold = 0.5;
    dedup_.contained.reset();
  }

  // Adds an input.
  void Input(std::string_view name, std::string_view bytes) {
    run_.inputs.push_back(folder_.Write(name, bytes));
  }

  absl::StatusOr<DedupReport> TryRun() { return RunDedup(run_, dedup_, {}); }

  // Runs and replaces the tables of an earlier run.
  DedupReport Run() {
    run_.force = true;
    auto report = TryRun();
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *std::move(report) : DedupReport();
  }

  std::string Read(std::string_view name) const {
    const auto bytes = base::ReadWholeFile(folder_.Path(name));
    EXPECT_TRUE(bytes.ok()) << bytes.status();
    return bytes.ok() ? *bytes : "";
  }

  bool Exists(std::string_view name) const {
    return std::filesystem::exists(folder_.Path(name));
  }

  std::vector<Row> Rows(std::string_view table) const {
    return RowsOf(Read(absl::StrCat("out/", std::string(table), ".jsonl")));
  }

  // documents.jsonl by id.
  std::map<std::string, Row> Documents() const {
    std::map<std::string, Row> documents;
    for (Row& row : Rows("documents")) {
      const std::string id = row["id"];
      documents.emplace(id, std::move(row));
    }
    return documents;
  }

  // {id: the field}.
  std::map<std::string, std::string> Column(const std::string& field) const {
    std::map<std::string, std::string> column;
    for (const auto& [id, row] : Documents()) column[id] = row.at(field);
    return column;
  }

  io::TempFolder folder_;
  RunOptions run_;
  DedupOptions dedup_;
};

}  // namespace litany::engine

#endif  // LITANY_TESTS_ENGINE_RUN_H_
