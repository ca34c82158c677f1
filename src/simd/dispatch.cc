#include <cstdlib>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/strings.h"
#include "simd/kernels.h"
#include "simd/vector_kernels.h"

namespace litany::simd {

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
