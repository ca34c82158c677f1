#include "engine/rejects.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"

namespace litany::engine {

std::string RejectText(const io::InputFiles& files, const Reject& reject) {
  const RecordLocation& at = reject.location;
  std::string text =
      absl::StrCat(reject.reason, " (", files.files[at.file].name);
  if (at.record > 0) absl::StrAppend(&text, ", record ", at.record);
  absl::StrAppend(&text, ", byte ", at.byte, ")");
  return text;
}

void SortRejects(std::vector<Reject>* rejects) {
  std::stable_sort(rejects->begin(), rejects->end(),
                   [](const Reject& a, const Reject& b) {
                     return std::tie(a.location.file, a.location.byte) <
                            std::tie(b.location.file, b.location.byte);
                   });
}

}  // namespace litany::engine
