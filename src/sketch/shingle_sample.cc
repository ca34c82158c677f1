#include "sketch/shingle_sample.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "simd/sort.h"

namespace litany::sketch {
void ShingleSampler::Append(std::span<const uint32_t> hashes,
                            std::vector<uint32_t>* out) const {
  const size_t begin = out->size();
  // A limit below which size() distinct hashes of so many are all but certain
  // (four standard errors more are expected), unless they repeat.
  const double wanted = size_ + 4 * std::sqrt(static_cast<double>(size_)) + 4;
  const double share = wanted / static_cast<double>(hashes.size());
  if (share < 0.5) {
    const auto limit = static_cast<uint32_t>(
        share * static_cast<double>(std::numeric_limits<uint32_t>::max()));
    // Written without a branch, which would often be mispredicted.
    out->resize(begin + hashes.size());
    uint32_t* end = out->data() + begin;
    for (const uint32_t hash : hashes) {
      *end = hash;
      end += hash < limit ? 1 : 0;
    }
    out->resize(static_cast<size_t>(end - out->data()));
    simd::SortUnique(begin, out);
    if (out->size() - begin >= size_) {
      out->resize(begin + size_);
      return;
    }
    out->resize(begin);
  }
  out->insert(out->end(), hashes.begin(), hashes.end());
  simd::SortUnique(begin, out);
  out->resize(std::min(out->size(), begin + size_));
}

}  // namespace litany::sketch
