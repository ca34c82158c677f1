#include "report/json_writer.h"

#include <charconv>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/check.h"
#include "base/utf8_repair.h"

namespace litany::report {

std::string FormatRatio(uint64_t numerator, uint64_t denominator) {
  LITANY_CHECK(denominator > 0);
  constexpr uint64_t kUnit = 1000000;
  using Wide = absl::uint128;
  constexpr uint64_t kNarrow = uint64_t{1} << 40;  // the products fit
  const uint64_t micros =
      numerator < kNarrow && denominator < kNarrow
          ? (numerator * kUnit * 2 + denominator) / (denominator * 2)
          : static_cast<uint64_t>((Wide(numerator) * kUnit * 2 + denominator) /
                                  (Wide(denominator) * 2));
  char digits[6];
  uint64_t rest = micros % kUnit;
  for (size_t i = sizeof(digits); i > 0; --i) {
    digits[i - 1] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  size_t size = sizeof(digits);
  while (size > 1 && digits[size - 1] == '0') --size;
  std::string ratio = std::to_string(micros / kUnit);
  ratio.push_back('.');
  ratio.append(digits, size);
  return ratio;
}

void JsonWriter::Separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) out_->append(indent_ ? "," : ", ");
  if (indent_ && depth_ > 0) {
    out_->push_back('\n');
    out_->append(static_cast<size_t>(depth_) * 2, ' ');
  }
  first_ = false;
}

JsonWriter& JsonWriter::Begin(char bracket) {
  Separate();
  out_->push_back(bracket);
  ++depth_;
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::End(char bracket) {
  --depth_;
  if (indent_ && !first_) {
    out_->push_back('\n');
    out_->append(static_cast<size_t>(depth_) * 2, ' ');
  }
  out_->push_back(bracket);
  first_ = false;
  return *this;
}

JsonWriter& JsonWriter::Key(std::string_view key) {
  Separate();
  AppendJsonString(key, out_);
  out_->append(": ");
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::Raw(std::string_view value) {
  Separate();
  out_->append(value);
  return *this;
}

JsonWriter& JsonWriter::String(std::string_view value) {
  Separate();
  AppendJsonString(value, out_);
  return *this;
}

JsonWriter& JsonWriter::Bytes(std::string_view value) {
  std::string repaired;
  base::RepairUtf8(value, &repaired);
  return String(repaired);
}

JsonWriter& JsonWriter::Number(uint64_t value) {
  char digits[20];  // of 2^64 - 1
  const auto end = std::to_chars(digits, digits + sizeof(digits), value);
  return Raw(std::string_view(digits, static_cast<size_t>(end.ptr - digits)));
}

JsonWriter& JsonWriter::Seconds(double value) {
  return Raw(absl::StrFormat("%.3f", value));
}

JsonWriter& JsonWriter::Probability(double value) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value);
  return Raw(std::string_view(digits, static_cast<size_t>(end.ptr - digits)));
}

JsonWriter& JsonWriter::Ratio(uint64_t numerator, uint64_t denominator) {
  return Raw(FormatRatio(numerator, denominator));
}

JsonWriter& JsonWriter::Bool(bool value) {
  return Raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::Null() { return Raw("null"); }

}  // namespace litany::report
