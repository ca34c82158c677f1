// The scalar fold, with or without a callback for each symbol's origin.
#ifndef LITANY_SIMD_FOLD_INL_H_
#define LITANY_SIMD_FOLD_INL_H_

#include "simd/kernels.h"

namespace litany::simd {

// Reads one code point of valid UTF-8.
inline uint32_t NextCodePoint(const unsigned char** p) {
  const unsigned char* s = *p;
  const uint32_t lead = s[0];
  if (lead < 0x80) {
    *p = s + 1;
    return lead;
  }
  if (lead < 0xe0) {
    *p = s + 2;
    return (lead & 0x1f) << 6 | (s[1] & 0x3fu);
  }
  if (lead < 0xf0) {
    *p = s + 3;
    return (lead & 0x0f) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
  }
  *p = s + 4;
  return (lead & 0x07) << 18 | (s[1] & 0x3fu) << 12 | (s[2] & 0x3fu) << 6 |
         (s[3] & 0x3fu);
}

// The entry of the next code point of valid UTF-8.  What is common comes first;
// below U+10000 one table does.
inline uint32_t NextEntry(const FoldTableView& table, const unsigned char** p) {
  const unsigned char* s = *p;
  const uint32_t lead = s[0];
  if ((lead & 0xf0) == 0xe0) {
    *p = s + 3;
    return table
        .bmp[(lead & 0x0f) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu)];
  }
  if (lead < 0x80) {
    *p = s + 1;
    return table.bmp[lead];
  }
  if (lead < 0xe0) {
    *p = s + 2;
    return table.bmp[(lead & 0x1f) << 6 | (s[1] & 0x3fu)];
  }
  return table.Entry(NextCodePoint(p));
}

// How many symbols an entry makes that is not kExpand: none where its upper two
// bits are 0, else one.  Without a branch, since punctuation comes at
// unpredictable places.
inline uint32_t SymbolsOfEntry(uint32_t entry) {
  return ((entry >> 30) + 1) >> 1;
}

// Writes the symbol of an entry that is not kExpand and returns 1, or returns
// 0 where it has none.
inline size_t EmitEntry(uint32_t entry, uint32_t* out, FoldState* state) {
  *out = (entry & (kCodePointMask | kWordSymbol | kTokenStart)) | state->fresh
                                                                      << 31;
  state->fresh = (entry >> 29 & 1) | (entry >> 28 & state->fresh);
  return SymbolsOfEntry(entry);
}

// Calls emit(entry) for an entry, or for each that its expansion has; adds them
// to `*seen`.
template <typename Emit>
inline void ForEachEntry(const FoldTableView& table, uint32_t entry,
                         uint32_t* seen, const Emit& emit) {
  *seen |= entry;
  if ((entry & kFoldExpand) == 0) [[likely]] {
    emit(entry);
    return;
  }
  const uint32_t* const expansion = table.expansions + (entry & kCodePointMask);
  for (uint32_t i = 1; i <= expansion[0]; ++i) {
    const uint32_t part = table.Entry(expansion[i]);
    *seen |= part;
    emit(part);
  }
}

// For callers of FoldScalar who do not ask where symbols came from.
struct NoOrigin {
  void Read() const {}
  void operator()(size_t, const unsigned char*, const unsigned char*) const {}
};

// `origin->Read()` is called for each code point read, and then
// `(*origin)(index, begin, end)` for each symbol that may come of it: its index
// in `out` and the bytes it came from.  What is no symbol in the end is written
// over by the next, as in `out`: to ask would be a branch at unpredictable
// places.
template <typename Origin>
size_t FoldScalar(const FoldTableView& table, const char** text,
                  const char* end, uint32_t* out, size_t capacity,
                  FoldState* state, Origin* origin) {
  const auto* p = reinterpret_cast<const unsigned char*>(*text);
  const auto* stop = reinterpret_cast<const unsigned char*>(end);
  FoldState local = *state;
  Origin own = *origin;  // a copy, which no store can change behind its back
  size_t count = 0;
  while (p < stop && count + kFoldSlack <= capacity) {
    const unsigned char* begin = p;
    const uint32_t entry = NextEntry(table, &p);
    own.Read();
    ForEachEntry(table, entry, &local.seen, [&](uint32_t part) {
      own(count, begin, p);
      count += EmitEntry(part, out + count, &local);
    });
  }
  *state = local;
  *origin = own;
  *text = reinterpret_cast<const char*>(p);
  return count;
}

}  // namespace litany::simd

#endif  // LITANY_SIMD_FOLD_INL_H_
