#include "passage/key_sieve.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <utility>

#include "base/thread_pool.h"

namespace litany::passage {
namespace {

// Counters stop here.
constexpr uint32_t kMostCounted = 65535;
// A part has 2^16 slots, 512 KiB of counters; of more slots there are more
// parts, and of fewer, one.
constexpr uint32_t kMostPartBits = 16;

}  // namespace

KeySieve::KeySieve(uint64_t keys)
    : mask_((uint64_t{1} << std::clamp(
                 static_cast<int>(std::bit_width(keys)) + 1, 10, 28)) -
            1),
      part_bits_(std::min(kMostPartBits,
                          static_cast<uint32_t>(std::bit_width(mask_)))),
      parts_(static_cast<uint32_t>((mask_ + 1) >> part_bits_)),
      passing_((mask_ + 1) / 64) {}

void KeySieve::CountPart(std::span<const Meeting> meetings,
                         std::span<const uint32_t> first_of_source,
                         uint32_t min_documents, uint32_t min_sources,
                         std::vector<KeyCounter>* counters) {
  const uint32_t slot_mask = (uint32_t{1} << part_bits_) - 1;
  counters->assign(size_t{slot_mask} + 1, KeyCounter());
  for (const Meeting& meeting : meetings) {
    KeyCounter& counter = (*counters)[meeting.slot & slot_mask];
    if (counter.last_visit == meeting.visit) continue;
    if (counter.documents < kMostCounted) ++counter.documents;
    if (counter.last_visit < first_of_source[meeting.visit] &&
        counter.sources < kMostCounted) {
      ++counter.sources;
    }
    counter.last_visit = meeting.visit;
    // Counts only grow.
    if (counter.documents >= min_documents && counter.sources >= min_sources) {
      passing_[meeting.slot / 64] |= uint64_t{1} << (meeting.slot % 64);
    }
  }
}

void KeySieve::Count(std::span<const KeysMet> met, uint32_t min_documents,
                     uint32_t min_sources, uint32_t threads) {
  // By part and, within it, by range of texts: where its meetings go.
  std::vector<std::vector<size_t>> at(met.size(), std::vector<size_t>(parts_));
  base::ParallelFor(threads, met.size(), [&](uint32_t, size_t range) {
    for (const uint32_t slot : met[range].slots) ++at[range][PartOf(slot)];
  });
  std::vector<size_t> begins;
  size_t size = 0;
  for (uint32_t part = 0; part < parts_; ++part) {
    begins.push_back(size);
    for (std::vector<size_t>& of_range : at) {
      size += std::exchange(of_range[part], size);
    }
  }
  begins.push_back(size);
  std::vector<uint32_t> first_of_source = {0};
  for (const KeysMet& range : met) {
    for (const KeysMet::Text& text : range.texts) {
      first_of_source.push_back(text.visit.first_of_source);
    }
  }
  const auto meetings = std::make_unique_for_overwrite<Meeting[]>(size);
  base::ParallelFor(threads, met.size(), [&](uint32_t, size_t range) {
    size_t i = 0;
    for (const KeysMet::Text& text : met[range].texts) {
      for (; i < text.end; ++i) {
        const uint32_t slot = met[range].slots[i];
        meetings[at[range][PartOf(slot)]++] = {slot, text.visit.visit};
      }
    }
  });
  std::vector<std::vector<KeyCounter>> counters(std::max(threads, 1u));
  base::ParallelFor(threads, parts_, [&](uint32_t thread, size_t part) {
    CountPart(std::span(meetings.get(), size)
                  .subspan(begins[part], begins[part + 1] - begins[part]),
              first_of_source, std::min(min_documents, kMostCounted),
              std::min(min_sources, kMostCounted), &counters[thread]);
  });
}

}  // namespace litany::passage
