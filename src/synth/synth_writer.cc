#include "synth/synth_writer.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/json_string.h"
#include "base/status_macros.h"

namespace litany::synth {
namespace {

// part / whole, of which part is at most whole, in millionths.
std::string SixPlaces(uint64_t part, uint64_t whole) {
  if (whole == 0) return "0.0";
  const uint64_t millionths = (part * 2000000 + whole) / (whole * 2);
  std::string out =
      absl::StrFormat("%d.%06d", millionths / 1000000, millionths % 1000000);
  const size_t last = out.find_last_not_of('0');
  out.erase(out[last] == '.' ? last + 2 : last + 1);
  return out;
}

}  // namespace

std::string DocumentLine(const SynthDocument& document) {
  return absl::StrCat("{\"id\":", base::JsonString(document.id),
                      ",\"cluster\":", base::JsonString(document.cluster),
                      ",\"url\":", base::JsonString(document.url),
                      ",\"date\":", base::JsonString(document.date),
                      ",\"text\":", base::JsonString(document.text), "}\n");
}

std::string GoldHeader() {
  return "id_a\tid_b\tshared\tsize_a\tsize_b\tjaccard\n";
}

std::string GoldLine(const GoldPair& pair) {
  return absl::StrCat(
      pair.a, "\t", pair.b, "\t", pair.shared, "\t", pair.size_a, "\t",
      pair.size_b, "\t",
      SixPlaces(pair.shared, pair.size_a + pair.size_b - pair.shared), "\n");
}

absl::StatusOr<SynthCounts> WriteSynth(const SynthOptions& options,
                                       base::ByteSink* documents,
                                       base::ByteSink* gold) {
  SynthCounts counts;
  if (gold != nullptr) LITANY_RETURN_IF_ERROR(gold->Write(GoldHeader()));
  SynthSink sink;
  sink.document = [&](const SynthDocument& document) {
    ++counts.documents;
    return documents->Write(DocumentLine(document));
  };
  sink.pair = [&](const GoldPair& pair) {
    ++counts.pairs;
    return gold == nullptr ? absl::OkStatus() : gold->Write(GoldLine(pair));
  };
  LITANY_RETURN_IF_ERROR(Generate(options, sink));
  return counts;
}

}  // namespace litany::synth
