// Version numbers of the program and of what it stores.
#ifndef LITANY_VERSION_H_
#define LITANY_VERSION_H_

#include <cstdint>

namespace litany {

inline constexpr char kVersion[] = "0.1.0";

// Stored with every signature: signatures of two schemes never compare.
// Raised whenever the same text and options would give other signature bytes.
inline constexpr uint32_t kSignatureScheme = 2;
// The same of SimHash fingerprints.
inline constexpr uint32_t kSimHashScheme = 2;

// The `schema` field of summary.json: raised when a column of a table in the
// run directory changes its name or meaning.
inline constexpr uint32_t kTableSchema = 1;

}  // namespace litany

#endif  // LITANY_VERSION_H_
