#include "cluster/keep.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace litany::cluster {
namespace {

// Negative: a is to be kept rather than b; 0: the policy does not say.
int Prefer(const KeepPolicy& policy, const KeepMember& a, const KeepMember& b) {
  const auto less = [](auto x, auto y) { return x < y ? -1 : y < x ? 1 : 0; };
  switch (policy.kind) {
    case KeepPolicy::Kind::kLongest:
      return less(b.chars, a.chars);
    case KeepPolicy::Kind::kFirst:
      return less(a.input_order, b.input_order);
    case KeepPolicy::Kind::kEarliest:
      if (a.date.empty() || b.date.empty()) {
        return less(a.date.empty(), b.date.empty());
      }
      return less(a.date, b.date);
    case KeepPolicy::Kind::kSource: {
      const auto rank = [&policy](std::string_view source) {
        return std::find(policy.sources.begin(), policy.sources.end(), source) -
               policy.sources.begin();
      };
      return less(rank(a.source), rank(b.source));
    }
    case KeepPolicy::Kind::kFieldMax: {
      const auto value = [](const KeepMember& member) {
        return member.number && !std::isnan(*member.number) ? *member.number
                                                            : -HUGE_VAL;
      };
      const auto missing = [](const KeepMember& member) {
        return !member.number || std::isnan(*member.number);
      };
      if (missing(a) != missing(b)) return less(missing(a), missing(b));
      return less(value(b), value(a));
    }
    case KeepPolicy::Kind::kNone:
      break;
  }
  return 0;
}

}  // namespace

std::optional<size_t> ChooseKept(const KeepPolicy& policy,
                                 std::span<const KeepMember> members) {
  if (policy.kind == KeepPolicy::Kind::kNone) return std::nullopt;
  size_t best = 0;
  for (size_t i = 1; i < members.size(); ++i) {
    const KeepMember& a = members[i];
    const KeepMember& b = members[best];
    const int preference = Prefer(policy, a, b);
    if (preference < 0 || (preference == 0 && std::tie(a.raw_hash, a.id) <
                                                  std::tie(b.raw_hash, b.id))) {
      best = i;
    }
  }
  return best;
}

}  // namespace litany::cluster
