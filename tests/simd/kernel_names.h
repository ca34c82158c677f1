// Kernel tables as test parameters: by name, so that tests are called the same
// in every run.
#ifndef LITANY_TESTS_SIMD_KERNEL_NAMES_H_
#define LITANY_TESTS_SIMD_KERNEL_NAMES_H_

#include <string>
#include <vector>

#include "simd/kernels.h"

namespace litany::simd {

inline std::vector<std::string> KernelNames() {
  std::vector<std::string> names;
  for (const KernelTable* table : AvailableKernels()) {
    names.emplace_back(table->name);
  }
  return names;
}

inline const KernelTable& KernelsCalled(const std::string& name) {
  return *ChooseKernels(name).value();
}

}  // namespace litany::simd

#endif  // LITANY_TESTS_SIMD_KERNEL_NAMES_H_
