#include <cstdlib>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/strings.h"
#include "simd/kernels.h"
#include "simd/vector_kernels.h"

namespace litany::simd {

std::vector<uint8_t> AsciiEntries(const uint32_t* bmp) {
  std::vector<uint8_t> bytes(256);
  uint32_t any = 0;
  for (size_t c = 0; c < 128; ++c) {
    any |= bmp[c];
    bytes[c] = static_cast<uint8_t>(bmp[c]);
    bytes[128 + c] = static_cast<uint8_t>(bmp[c] >> 24);
  }
  if ((any & (0x00ffff00 | kFoldExpand)) != 0) bytes.clear();
  return bytes;
}

std::vector<const KernelTable*> AvailableKernels() {
  std::vector<const KernelTable*> tables = {&ScalarKernels()};
  for (const KernelTable* table : VectorKernels()) tables.push_back(table);
  return tables;
}

absl::StatusOr<const KernelTable*> ChooseKernels(std::string_view forced) {
  const std::vector<const KernelTable*> available = AvailableKernels();
  if (forced.empty()) return available.back();
  std::string names;
  for (const KernelTable* table : available) {
    if (forced == table->name) return table;
    absl::StrAppend(&names, names.empty() ? "" : ", ", table->name);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("LITANY_SIMD=", base::ToAbsl(forced),
                   " names no kernels this machine can run; it has: ", names));
}

const KernelTable& Kernels() {
  static const KernelTable& table = [&]() -> const KernelTable& {
    const char* forced = std::getenv("LITANY_SIMD");
    auto chosen = ChooseKernels(forced == nullptr ? "" : forced);
    return chosen.ok() ? **chosen : ScalarKernels();
  }();
  return table;
}

}  // namespace litany::simd
