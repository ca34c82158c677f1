#include "report/network.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "report/json_writer.h"

namespace litany::report {

std::string NodeName(size_t index) { return absl::StrCat("n", index); }

std::string SpellValue(const AttributeValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<uint64_t>(&value)) {
    return std::to_string(*number);
  }
  if (const auto* ratio = std::get_if<Ratio>(&value)) {
    return FormatRatio(ratio->numerator, ratio->denominator);
  }
  return "";
}

absl::Status FlushIfLarge(std::string* out, base::ByteSink* sink) {
  constexpr size_t kLarge = size_t{1} << 20;
  if (out->size() < kLarge) return absl::OkStatus();
  absl::Status status = sink->Write(*out);
  out->clear();
  return status;
}

}  // namespace litany::report
