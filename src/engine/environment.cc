#include "engine/environment.h"

#include <cstdlib>

#include "simd/kernels.h"

namespace litany::engine {

absl::Status CheckEnvironment() {
  const char* forced = std::getenv("LITANY_SIMD");
  return simd::ChooseKernels(forced == nullptr ? "" : forced).status();
}

std::string KernelName() { return simd::Kernels().name; }

}  // namespace litany::engine
