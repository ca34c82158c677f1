// Writes JSON, one value after another, into a string.
#ifndef LITANY_REPORT_JSON_WRITER_H_
#define LITANY_REPORT_JSON_WRITER_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json_string.h"

namespace litany::report {

using base::AppendJsonString;

// numerator / denominator, rounded half up to six places, no trailing zeros
// but the first: "1.0", "0.803922".  From integers, so that it is the same
// everywhere.  REQUIRES: denominator > 0, numerator <= 2^40
std::string FormatRatio(uint64_t numerator, uint64_t denominator);

// Objects and arrays with commas in the right places.
//
// The string is longer than what was written as long as an object or array is
// open, and as long as that when all are closed.
//
// Misuse (a value without a key inside an object) is the caller's bug and is
// not detected.
class JsonWriter {
 public:
  // With `indent` each member stands on a line of its own.
  explicit JsonWriter(std::string* out, bool indent = false)
      : out_(out), indent_(indent) {}

  JsonWriter& BeginObject() { return Begin('{'); }
  JsonWriter& EndObject() { return End('}'); }
  JsonWriter& BeginArray() { return Begin('['); }
  JsonWriter& EndArray() { return End(']'); }
  JsonWriter& Key(std::string_view key);
  // A literal without anything to escape, as all names of columns are.
  template <size_t kSize>
  JsonWriter& Key(const char (&key)[kSize]) {
    if (indent_ || after_key_ || first_) {
      Separate();
    } else {
      Put(", ");
    }
    // '"' + key + '": ', in one piece.
    std::array<char, kSize + 3> bytes = {'"'};
    char* end = std::copy_n(key, kSize - 1, bytes.data() + 1);
    for (const char c : {'"', ':', ' '}) *end++ = c;
    Put(bytes);
    after_key_ = true;
    return *this;
  }

  JsonWriter& String(std::string_view value);
  // A path or argument: what is no valid UTF-8 becomes U+FFFD.
  JsonWriter& Bytes(std::string_view value);
  JsonWriter& Number(uint64_t value);
  JsonWriter& Seconds(double value);      // three places
  JsonWriter& Probability(double value);  // shortest spelling
  JsonWriter& Ratio(uint64_t numerator, uint64_t denominator);
  JsonWriter& Bool(bool value);
  JsonWriter& Null();

 private:
  JsonWriter& Begin(char bracket);
  JsonWriter& End(char bracket);
  JsonWriter& Raw(std::string_view value);
  void Separate();
  void BreakLine();

  // Where to write so many bytes.
  char* Room(size_t size) {
    if (size > out_->size() - used_) Grow(size);
    return out_->data() + used_;
  }
  void Grow(size_t size);
  void Put(std::string_view bytes) {
    std::copy_n(bytes.data(), bytes.size(), Room(bytes.size()));
    used_ += bytes.size();
  }
  template <size_t kSize>
  void Put(const std::array<char, kSize>& bytes) {
    std::copy_n(bytes.data(), kSize, Room(kSize));
    used_ += kSize;
  }
  void PutString(std::string_view value);
  // Behind each value: what was written is all of the string again.
  JsonWriter& Settle() {
    if (depth_ == 0) out_->resize(used_);
    return *this;
  }

  std::string* out_;
  size_t used_ = 0;  // bytes of *out_
  bool indent_;
  int depth_ = 0;
  bool first_ = true;  // of the innermost object or array
  bool after_key_ = false;
};

}  // namespace litany::report

#endif  // LITANY_REPORT_JSON_WRITER_H_
