// Typed values of a block (a line of a page or of a log), found without any
// knowledge of the source: numbers with sign, decimals and glued unit, dates,
// times, URLs, e-mail addresses, hosts and IP addresses with port, paths,
// identifiers (words that mix letters and digits, hexadecimal, dotted names),
// the literals true, false and null, full-width digits and CJK numerals.
//
// Invariants
//   (1) Spans are in order, do not overlap, are not empty, lie inside the
//       block and begin and end on code-point boundaries.
//   (2) The hash sees every span as one and the same placeholder and every
//       run of white space as one space (none at the ends), so blocks that
//       differ only in values agree in it.
//
// What is not a value: a name with one final digit (L2, tty1, eth0), and a
// word in front of a number (core.17, node-3, pid:5: only the number is).
//
// Cost: linear; no allocation once the buffers have grown.
// Thread safety: one Masker a thread.
// Tested by tests/templates/masker_test.cc, masker_prop_test.cc.
#ifndef LITANY_TEMPLATES_MASKER_H_
#define LITANY_TEMPLATES_MASKER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "templates/line_meter.h"

namespace litany::templates {

enum class GapType : uint8_t {
  kNumber,
  kDate,
  kTime,
  kUrl,
  kEmail,
  kAddress,
  kPath,
  kId,
  kWord,
  kText,
};

// "number", "date", ... as the tables spell it.
std::string_view GapTypeName(GapType type);

// The type of that name; nullopt if there is none.
std::optional<GapType> GapTypeOf(std::string_view name);

struct MaskedSpan {
  uint32_t begin = 0;  // bytes
  uint32_t end = 0;
  GapType type = GapType::kNumber;

  friend bool operator==(const MaskedSpan&, const MaskedSpan&) = default;
};

// Bytes of the white space at the front of `text`: ASCII, U+00A0 and U+3000;
// 0 if it does not begin with any.
inline size_t WhiteSpaceAt(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = static_cast<uint8_t>(text[0]);
  if (byte == ' ' || (byte >= '\t' && byte <= '\r')) return 1;
  if (byte == 0xC2) return text.starts_with("\xC2\xA0") ? 2 : 0;
  if (byte == 0xE3) return text.starts_with("\xE3\x80\x80") ? 3 : 0;
  return 0;
}

class Masker {
 public:
  // Overwrites *spans; returns XXH3-64 of the masked text.
  // REQUIRES: `block` is valid UTF-8 of less than 4 GiB
  uint64_t Mask(std::string_view block, std::vector<MaskedSpan>* spans);

  // The same for a line of which XXH3-64 is known.  *meter, which is that of
  // the line, reads along, though maybe not to the end.
  // REQUIRES: no white space at the ends of `line`
  uint64_t MaskLine(std::string_view line, uint64_t hash,
                    std::vector<MaskedSpan>* spans, LineMeter* meter);

 private:
  uint64_t HashMasked(std::string_view block,
                      const std::vector<MaskedSpan>& spans, bool odd_space);

  std::string masked_;
};

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_MASKER_H_
