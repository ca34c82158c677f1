// The identity of a raw record.
#ifndef LITANY_IO_RECORD_HASH_H_
#define LITANY_IO_RECORD_HASH_H_

#include <string_view>

#include "base/hash.h"
#include "base/utf8_repair.h"

namespace litany::io {

// The digest of a record's bytes without a byte-order mark in front and a line
// ending behind: where a record stands in its file does not change it.
inline base::Hash128 RecordHash(std::string_view bytes) {
  if (bytes.starts_with(base::kByteOrderMark)) {
    bytes.remove_prefix(base::kByteOrderMark.size());
  }
  if (!bytes.empty() && bytes.back() == '\n') bytes.remove_suffix(1);
  if (!bytes.empty() && bytes.back() == '\r') bytes.remove_suffix(1);
  return base::HashBytes128(bytes);
}

}  // namespace litany::io

#endif  // LITANY_IO_RECORD_HASH_H_
