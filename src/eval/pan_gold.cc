#include "eval/pan_gold.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "base/strings.h"
#include "base/utf8_repair.h"
#include "eval/xml_tags.h"

namespace litany::eval {
namespace {

namespace fs = std::filesystem;

std::optional<uint64_t> Number(const std::string* text) {
  if (text == nullptr) return std::nullopt;
  uint64_t number = 0;
  const char* const end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

bool IsCase(const XmlTag& tag) {
  const std::string* const name = tag.Find("name");
  return tag.name == "feature" && name != nullptr &&
         name->ends_with("plagiarism") && !name->starts_with("detected") &&
         tag.Find("source_reference") != nullptr;
}

absl::Status AddFeature(const XmlTag& tag, const std::string& document,
                        SpanGoldBuilder* builder) {
  const auto here = Number(tag.Find("this_offset"));
  const auto here_length = Number(tag.Find("this_length"));
  const auto there = Number(tag.Find("source_offset"));
  const auto there_length = Number(tag.Find("source_length"));
  if (!here || !here_length || !there || !there_length) {
    return absl::InvalidArgumentError(
        "a feature lacks one of this_offset, this_length, source_offset, "
        "source_length as a whole number");
  }
  const std::string* const kind = tag.Find("type");
  return builder->AddCase(
      {document, {*here, *here + *here_length}},
      {*tag.Find("source_reference"), {*there, *there + *there_length}},
      kind == nullptr ? "" : *kind);
}

absl::Status ReadXml(const std::string& path, SpanGoldBuilder* builder) {
  LITANY_ASSIGN_OR_RETURN(const std::string bytes, base::ReadWholeFile(path));
  std::string xml;
  base::RepairUtf8(bytes, &xml);
  LITANY_ASSIGN_OR_RETURN(const std::vector<XmlTag> tags, ReadXmlTags(xml));
  std::string document;
  for (const XmlTag& tag : tags) {
    if (tag.name == "document") {
      if (const std::string* const name = tag.Find("reference")) {
        document = *name;
        builder->AddDocument(document, false);
      }
    }
    if (!IsCase(tag)) continue;
    if (document.empty()) {
      return absl::InvalidArgumentError(
          "a feature stands outside of a document with a reference");
    }
    LITANY_RETURN_IF_ERROR(AddFeature(tag, document, builder));
  }
  return absl::OkStatus();
}

absl::Status ReadPairs(const std::string& path, SpanGoldBuilder* builder) {
  LITANY_ASSIGN_OR_RETURN(const std::string bytes, base::ReadWholeFile(path));
  std::string text;
  base::RepairUtf8(bytes, &text);
  uint64_t number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    const std::vector<absl::string_view> names =
        absl::StrSplit(line, absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
    if (names.empty()) continue;
    if (names.size() != 2) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", number, " does not name two documents"));
    }
    LITANY_RETURN_IF_ERROR(
        builder->AddPair(base::FromAbsl(names[0]), base::FromAbsl(names[1])));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadPanFolder(const std::string& folder,
                           SpanGoldBuilder* builder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end;
       !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;  // what is no file is not read
    if (!at->is_regular_file(ignored)) continue;
    if (name.ends_with(".xml") || name == "pairs") {
      paths.push_back(at->path().string());
    }
  }
  if (error) {
    return absl::NotFoundError(
        absl::StrCat("cannot read the folder ", folder, ": ", error.message()));
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    const absl::Status status = path.ends_with(".xml")
                                    ? ReadXml(path, builder)
                                    : ReadPairs(path, builder);
    if (!status.ok()) {
      return absl::Status(status.code(),
                          absl::StrCat(status.message(), " (", path, ")"));
    }
  }
  return absl::OkStatus();
}

SpanGold WithIdsOfRun(const SpanGold& gold,
                      const std::vector<std::string>& run_ids) {
  // What an id may be called by; empty where that is not one id alone.
  absl::flat_hash_map<std::string, std::string> by_name;
  for (const std::string& id : run_ids) {
    const size_t slash = id.rfind('/');
    if (slash == std::string::npos) continue;
    const auto [at, is_new] = by_name.try_emplace(id.substr(slash + 1), id);
    if (!is_new) at->second.clear();
  }
  std::vector<std::string> sorted = run_ids;
  std::sort(sorted.begin(), sorted.end());
  const auto is_id = [&sorted](const std::string& name) {
    return std::binary_search(sorted.begin(), sorted.end(), name);
  };
  const auto id_of = [&](const std::string& name) {
    if (is_id(name)) return name;
    if (name.ends_with(".txt")) {
      std::string stem = name.substr(0, name.size() - 4);
      if (is_id(stem)) return stem;
    }
    const auto at = by_name.find(name);
    return at == by_name.end() || at->second.empty() ? name : at->second;
  };
  std::vector<std::string> ids;
  for (const std::string& name : gold.ids) ids.push_back(id_of(name));

  SpanGoldBuilder builder;
  for (size_t i = 0; i < ids.size(); ++i) {
    builder.AddDocument(ids[i], gold.unknown[i]);
  }
  for (size_t i = 0; i < gold.cases.size(); ++i) {
    const SpanPair& one = gold.cases[i];
    // Two names of one document make no case.
    builder
        .AddCase({ids[one.a], one.in_a}, {ids[one.b], one.in_b},
                 gold.kinds[gold.case_kinds[i]])
        .IgnoreError();
  }
  for (const auto& [x, y] : gold.pairs) {
    builder.AddPair(ids[x], ids[y]).IgnoreError();
  }
  SpanGold renamed = std::move(builder).Finish();
  renamed.repeated += gold.repeated;
  return renamed;
}

}  // namespace litany::eval
