#include "cli/version_text.h"

#include "absl/strings/str_cat.h"
#include "engine/environment.h"
#include "litany/version.h"

namespace litany::cli {

std::string VersionText() {
  return absl::StrCat("litany ", kVersion, "\nsignature scheme ",
                      kSignatureScheme, "\ntable schema ", kTableSchema,
                      "\nkernels ", engine::KernelName(), "\n");
}

}  // namespace litany::cli
