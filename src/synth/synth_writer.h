// Made-up collections as files.
#ifndef LITANY_SYNTH_SYNTH_WRITER_H_
#define LITANY_SYNTH_SYNTH_WRITER_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "base/file.h"
#include "synth/sites.h"
#include "synth/synth.h"

namespace litany::synth {

// One line of JSON: id, cluster, url, date, text.
std::string DocumentLine(const SynthDocument& document);

// Tab-separated id_a, id_b, shared, size_a, size_b, jaccard; the decimal is
// computed from the counts, rounded half up to six places.
std::string GoldHeader();
std::string GoldLine(const GoldPair& pair);

struct SynthCounts {
  uint64_t documents = 0;
  uint64_t pairs = 0;
};

// Writes the documents as JSON lines and, where `gold` is not null, the
// planted pairs with their header.  Closes neither.
absl::StatusOr<SynthCounts> WriteSynth(const SynthOptions& options,
                                       base::ByteSink* documents,
                                       base::ByteSink* gold);

// One line of JSON: id, url, date, text.
std::string PageLine(const SitePage& page);

// One line of JSON, what `litany eval` reads as causes (docs/formats/gold.md):
// id, `spans` of template and own; and what each line of furniture is: `blocks`
// (block, begin, end, pattern, gaps), `prose`.
std::string PageGoldLine(const SitePage& page);

struct SitesCounts {
  uint64_t pages = 0;
  uint64_t blocks = 0;
};

// Writes the pages and, where `gold` is not null, their gold.  Closes neither.
absl::StatusOr<SitesCounts> WriteSites(const SitesOptions& options,
                                       base::ByteSink* pages,
                                       base::ByteSink* gold);

}  // namespace litany::synth

#endif  // LITANY_SYNTH_SYNTH_WRITER_H_
