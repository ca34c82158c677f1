#include "benchutil/texts.h"

#include "absl/status/status.h"
#include "base/check.h"

namespace litany::bench {

Texts MakeTexts(synth::Language language, uint64_t shingles, size_t bytes) {
  Texts texts;
  synth::SynthOptions options;
  options.language = language;
  options.shingles = shingles;
  options.clusters = 0;
  options.unrelated = bytes / shingles + 1;
  synth::SynthSink sink;
  sink.document = [&](const synth::SynthDocument& document) -> absl::Status {
    if (texts.bytes >= bytes) return absl::CancelledError("enough");
    texts.documents.push_back(document.text);
    texts.bytes += document.text.size();
    return absl::OkStatus();
  };
  sink.pair = [](const synth::GoldPair&) { return absl::OkStatus(); };
  const absl::Status status = synth::Generate(options, sink);
  LITANY_CHECK(status.ok() || absl::IsCancelled(status));
  return texts;
}

}  // namespace litany::bench
