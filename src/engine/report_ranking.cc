#include "engine/report_ranking.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "engine/report_table.h"
#include "eval/json_rows.h"

namespace litany::engine {
namespace {

using eval::JsonRow;
using eval::TextField;
using eval::TextMember;
using simdjson::dom::element;
using simdjson::dom::object;

std::string PatternText(const element& pattern) {
  simdjson::dom::array parts;
  if (pattern.get(parts) != simdjson::SUCCESS) return "";
  std::string text;
  for (const element part : parts) {
    std::string_view constant;
    const bool is_text = part["text"].get(constant) == simdjson::SUCCESS;
    text.append(is_text ? constant : "\u2026");
  }
  return text;
}

uint64_t Times(uint64_t a, uint64_t b) {
  uint64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

std::pair<uint64_t, uint64_t> WeightOf(const ShownRepeat& repeat,
                                       double phrase_rank, bool has_pattern) {
  switch (repeat.kind) {
    case RepeatKind::kCopy:
      return {repeat.documents, repeat.length};
    case RepeatKind::kPassage:
      // Code points that stand somewhere a second time.
      return {Times(repeat.documents - std::min<uint64_t>(repeat.documents, 1),
                    repeat.length),
              repeat.documents};
    case RepeatKind::kPhrase:
      // Formulas have ranks of their own.
      return {UINT64_MAX -
                  static_cast<uint64_t>(std::clamp(phrase_rank, 0.0, 1e15)),
              has_pattern ? 0 : 1};
    case RepeatKind::kTemplate:
      return {Times(repeat.documents, repeat.length), repeat.documents};
  }
  return {};
}

bool IsBefore(const ShownRepeat& a, const ShownRepeat& b) {
  if (a.weight != b.weight) return a.weight > b.weight;
  return a.id < b.id;
}

absl::StatusOr<ShownRepeat> ReadRepeat(const JsonRow& row, RepeatKind kind) {
  ShownRepeat repeat;
  repeat.kind = kind;
  repeat.id = TextField(row, "repeat");
  if (repeat.id.empty()) return MissingField("repeat");
  LITANY_ASSIGN_OR_RETURN(repeat.documents, NumberField(row, "documents"));
  LITANY_ASSIGN_OR_RETURN(repeat.sources, NumberField(row, "sources"));
  LITANY_ASSIGN_OR_RETURN(repeat.count, NumberField(row, "count"));
  LITANY_ASSIGN_OR_RETURN(repeat.length, NumberField(row, "length"));
  repeat.representative = TextField(row, "representative");
  repeat.source = TextField(row, "source");
  repeat.text = TextField(row, "text");
  bool has_pattern = false;
  element pattern;
  if (row.fields["pattern"].get(pattern) == simdjson::SUCCESS &&
      pattern.is_array()) {
    repeat.text = PatternText(pattern);
    has_pattern = true;
  }
  object member;
  if (row.fields["first"].get(member) == simdjson::SUCCESS) {
    repeat.first_id = TextMember(member, "id");
    repeat.first_date = TextMember(member, "date");
  }
  if (row.fields["weakest"].get(member) == simdjson::SUCCESS) {
    repeat.weakest = TextMember(member, "id");
  }
  double rank = 1e15;
  if (row.fields["scores"].get(member) == simdjson::SUCCESS) {
    double value = 0;
    if (member["rank"].get(value) == simdjson::SUCCESS) rank = value;
  }
  repeat.weight = WeightOf(repeat, rank, has_pattern);
  repeat.json = CompactRow(row);
  return repeat;
}

// Keeps the best `most` of what it is given.
class Best {
 public:
  explicit Best(uint64_t most) : most_(static_cast<size_t>(most)) {}

  void Take(ShownRepeat repeat) {
    kept_.push_back(std::move(repeat));
    if (kept_.size() >= 2 * most_ + 64) Cut();
  }

  std::vector<ShownRepeat> Finish() && {
    Cut();
    std::sort(kept_.begin(), kept_.end(), IsBefore);
    return std::move(kept_);
  }

 private:
  void Cut() {
    if (kept_.size() <= most_) return;
    const auto end = kept_.begin() + static_cast<std::ptrdiff_t>(most_);
    std::nth_element(kept_.begin(), end, kept_.end(), IsBefore);
    kept_.erase(end, kept_.end());
  }

  size_t most_;
  std::vector<ShownRepeat> kept_;
};

}  // namespace

absl::Status ReadTopRepeats(const std::string& path, const ReportLimits& limits,
                            ReportRows* rows) {
  rows->has_repeats_table = TableExists(path);
  std::vector<Best> best(rows->repeats_in_run.size(), Best(limits.repeats));
  LITANY_RETURN_IF_ERROR(
      ForEachRowOf(path, [&](const JsonRow& row) -> absl::Status {
        LITANY_ASSIGN_OR_RETURN(const RepeatKind kind, RepeatKindField(row));
        LITANY_ASSIGN_OR_RETURN(ShownRepeat repeat, ReadRepeat(row, kind));
        ++rows->repeats_in_run[static_cast<size_t>(kind)];
        if (repeat.kind != RepeatKind::kCopy && repeat.text.empty()) {
          rows->texts_hidden = true;
        }
        best[static_cast<size_t>(kind)].Take(std::move(repeat));
        return absl::OkStatus();
      }));
  for (Best& of_kind : best) {
    uint64_t bytes = 0;
    uint64_t occurrence_bytes = 0;
    for (ShownRepeat& repeat : std::move(of_kind).Finish()) {
      bytes += repeat.json.size();
      if (bytes > limits.repeat_bytes) break;
      constexpr uint64_t kRowBytes = 220;
      constexpr uint64_t kBytesPerChar = 6;  // its text, and edits
      uint64_t each = kRowBytes;
      if (repeat.kind != RepeatKind::kCopy) {
        each += kBytesPerChar * std::min<uint64_t>(repeat.length, 1U << 30);
      }
      repeat.quota = std::min(repeat.count, limits.occurrences);
      const uint64_t left = limits.occurrence_bytes - occurrence_bytes;
      repeat.quota = std::min(repeat.quota, left / each);
      occurrence_bytes += repeat.quota * each;
      rows->repeats.push_back(std::move(repeat));
    }
  }
  return absl::OkStatus();
}

}  // namespace litany::engine
