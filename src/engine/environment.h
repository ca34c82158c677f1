// What the process's environment asks for, checked once at the start.
#ifndef LITANY_ENGINE_ENVIRONMENT_H_
#define LITANY_ENGINE_ENVIRONMENT_H_

#include <string>

#include "absl/status/status.h"

namespace litany::engine {

// InvalidArgument if LITANY_SIMD names kernels this machine cannot run.
absl::Status CheckEnvironment();

// The name of the kernels in use, as LITANY_SIMD takes it.
std::string KernelName();

}  // namespace litany::engine

#endif  // LITANY_ENGINE_ENVIRONMENT_H_
