#include "report/json_writer.h"

#include <algorithm>
#include <charconv>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/check.h"
#include "base/utf8_repair.h"

namespace litany::report {

namespace {

// Of a ratio: the digits of 2^64 - 1, a point and six places.
constexpr size_t kMostRatio = 27;

// Returns the end of what was written to `out`.
char* WriteRatio(uint64_t numerator, uint64_t denominator, char* out) {
  LITANY_CHECK(denominator > 0);
  constexpr uint64_t kUnit = 1000000;
  constexpr size_t kPlaces = 6;
  using Wide = absl::uint128;
  constexpr uint64_t kNarrow = uint64_t{1} << 40;  // the products fit
  const uint64_t micros =
      numerator < kNarrow && denominator < kNarrow
          ? (numerator * kUnit * 2 + denominator) / (denominator * 2)
          : static_cast<uint64_t>((Wide(numerator) * kUnit * 2 + denominator) /
                                  (Wide(denominator) * 2));
  char* const point = std::to_chars(out, out + 20, micros / kUnit).ptr;
  *point = '.';
  uint64_t rest = micros % kUnit;
  for (size_t i = kPlaces; i > 0; --i) {
    point[i] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  size_t places = kPlaces;
  while (places > 1 && point[places] == '0') --places;
  return point + places + 1;
}

}  // namespace

std::string FormatRatio(uint64_t numerator, uint64_t denominator) {
  char ratio[kMostRatio];
  return {ratio, WriteRatio(numerator, denominator, ratio)};
}

void JsonWriter::Grow(size_t size) {
  // Lines are appended one after another: not much more than is needed, since
  // it is written over with zeros first.
  constexpr size_t kMore = 512;
  const size_t needed = used_ + size + kMore;
  if (needed > out_->capacity()) out_->reserve(2 * needed);
  out_->resize(needed);
}

void JsonWriter::BreakLine() {
  Put("\n");
  for (int i = 0; i < depth_; ++i) Put("  ");
}

void JsonWriter::Separate() {
  if (depth_ == 0) used_ = out_->size();
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) Put(indent_ ? "," : ", ");
  if (indent_ && depth_ > 0) BreakLine();
  first_ = false;
}

JsonWriter& JsonWriter::Begin(char bracket) {
  Separate();
  Put({&bracket, 1});
  ++depth_;
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::End(char bracket) {
  --depth_;
  if (indent_ && !first_) BreakLine();
  Put({&bracket, 1});
  first_ = false;
  return Settle();
}

JsonWriter& JsonWriter::Key(std::string_view key) {
  Separate();
  PutString(key);
  Put(": ");
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::Raw(std::string_view value) {
  Separate();
  Put(value);
  return Settle();
}

void JsonWriter::PutString(std::string_view value) {
  if (!base::IsPlainJson(value)) {
    out_->resize(used_);
    AppendJsonString(value, out_);
    used_ = out_->size();
    return;
  }
  char* const room = Room(value.size() + 2);
  room[0] = '"';
  *std::copy_n(value.data(), value.size(), room + 1) = '"';
  used_ += value.size() + 2;
}

JsonWriter& JsonWriter::String(std::string_view value) {
  Separate();
  PutString(value);
  return Settle();
}

JsonWriter& JsonWriter::Bytes(std::string_view value) {
  std::string repaired;
  base::RepairUtf8(value, &repaired);
  return String(repaired);
}

JsonWriter& JsonWriter::Number(uint64_t value) {
  constexpr size_t kMostDigits = 20;  // of 2^64 - 1
  Separate();
  char* const room = Room(kMostDigits);
  used_ += static_cast<size_t>(
      std::to_chars(room, room + kMostDigits, value).ptr - room);
  return Settle();
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
  Separate();
  char* const room = Room(kMostRatio);
  used_ += static_cast<size_t>(WriteRatio(numerator, denominator, room) - room);
  return Settle();
}

JsonWriter& JsonWriter::Bool(bool value) {
  return Raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::Null() { return Raw("null"); }

}  // namespace litany::report
