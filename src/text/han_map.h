// What a Han character becomes: made at build time by gen/gen_han_map.cc from
// OpenCC's tables and data/variants.txt.
#ifndef LITANY_TEXT_HAN_MAP_H_
#define LITANY_TEXT_HAN_MAP_H_

#include <cstdint>
#include <span>

namespace litany::text {

struct HanPair {
  uint32_t from;
  uint32_t to;
};

// Sorted by `from`; no `to` is a `from`.
extern const std::span<const HanPair> kHanScript;   // traditional, regional
extern const std::span<const HanPair> kHanVariant;  // our list of variants
extern const std::span<const HanPair> kHanBoth;     // these and Japanese forms

}  // namespace litany::text

#endif  // LITANY_TEXT_HAN_MAP_H_
