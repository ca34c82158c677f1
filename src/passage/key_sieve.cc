#include "passage/key_sieve.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <utility>

#include "base/check.h"
#include "base/thread_pool.h"

namespace litany::passage {
namespace {

// Counters stop here.
constexpr uint32_t kMostCounted = 65535;
// A part has 2^16 slots, 512 KiB of counters; of more slots there are more
// parts, and of fewer, one.
constexpr uint32_t kMostPartBits = 16;
constexpr uint32_t kMostPartSlots = uint32_t{1} << kMostPartBits;

}  // namespace

KeySieve::KeySieve(uint64_t keys)
    : mask_((uint64_t{1} << std::clamp(
                 static_cast<int>(std::bit_width(keys)) + 1, 10, 28)) -
            1),
      part_bits_(std::min(kMostPartBits,
                          static_cast<uint32_t>(std::bit_width(mask_)))),
      parts_(static_cast<uint32_t>((mask_ + 1) >> part_bits_)),
      passing_((mask_ + 1) / 64) {}

KeySieve::Dealt KeySieve::Deal(const KeysMet& met) const {
  Dealt dealt;
  if (!met.texts.empty()) dealt.first_visit = met.texts.front().visit.visit;
  LITANY_CHECK(met.texts.size() <= kMostPartSlots);
  // One off, so that what is dealt out moves them to where they belong.
  std::vector<size_t> at(size_t{parts_} + 2);
  for (const uint32_t slot : met.slots) ++at[PartOf(slot) + 2];
  for (size_t part = 2; part < at.size(); ++part) at[part] += at[part - 1];
  dealt.meetings = std::make_unique_for_overwrite<uint32_t[]>(met.slots.size());
  const uint32_t slot_mask = (uint32_t{1} << part_bits_) - 1;
  size_t i = 0;
  for (const KeysMet::Text& text : met.texts) {
    const uint32_t visit = (text.visit.visit - dealt.first_visit)
                           << kMostPartBits;
    for (; i < text.end; ++i) {
      const uint32_t slot = met.slots[i];
      dealt.meetings[at[PartOf(slot) + 1]++] = visit | (slot & slot_mask);
    }
  }
  at.pop_back();
  dealt.begins = std::move(at);
  return dealt;
}

void KeySieve::CountPart(uint32_t part, std::span<const Dealt> dealt,
                         std::span<const uint32_t> first_of_source,
                         uint32_t min_documents, uint32_t min_sources,
                         std::vector<KeyCounter>* counters) {
  counters->assign(size_t{1} << part_bits_, KeyCounter());
  const uint32_t first_slot = part << part_bits_;
  for (const Dealt& range : dealt) {
    for (size_t i = range.begins[part]; i < range.begins[part + 1]; ++i) {
      const uint32_t in_part = range.meetings[i] & (kMostPartSlots - 1);
      const uint32_t visit =
          range.first_visit + (range.meetings[i] >> kMostPartBits);
      KeyCounter& counter = (*counters)[in_part];
      if (counter.last_visit == visit) continue;
      if (counter.documents < kMostCounted) ++counter.documents;
      if (counter.last_visit < first_of_source[visit] &&
          counter.sources < kMostCounted) {
        ++counter.sources;
      }
      counter.last_visit = visit;
      // Counts only grow.
      if (counter.documents >= min_documents &&
          counter.sources >= min_sources) {
        const uint32_t slot = first_slot | in_part;
        passing_[slot / 64] |= uint64_t{1} << (slot % 64);
      }
    }
  }
}

void KeySieve::Count(std::span<const KeysMet> met, uint32_t min_documents,
                     uint32_t min_sources, uint32_t threads) {
  std::vector<uint32_t> first_of_source = {0};
  for (const KeysMet& range : met) {
    for (const KeysMet::Text& text : range.texts) {
      first_of_source.push_back(text.visit.first_of_source);
    }
  }
  std::vector<Dealt> dealt(met.size());
  base::ParallelFor(threads, met.size(), [&](uint32_t, size_t range) {
    dealt[range] = Deal(met[range]);
  });
  std::vector<std::vector<KeyCounter>> counters(std::max(threads, 1u));
  base::ParallelFor(threads, parts_, [&](uint32_t thread, size_t part) {
    CountPart(static_cast<uint32_t>(part), dealt, first_of_source,
              std::min(min_documents, kMostCounted),
              std::min(min_sources, kMostCounted), &counters[thread]);
  });
}

}  // namespace litany::passage
