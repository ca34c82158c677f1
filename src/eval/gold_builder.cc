#include "eval/gold_builder.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "absl/strings/str_cat.h"

namespace litany::eval {
namespace {

// Disjoint sets by path halving; the smaller root stays, so that the result
// does not depend on the order of the unions.
class Components {
 public:
  explicit Components(size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), uint32_t{0});
  }

  uint32_t RootOf(uint32_t x) {
    while (parent_[x] != x) {
      parent_[x] = parent_[parent_[x]];
      x = parent_[x];
    }
    return x;
  }

  void Join(uint32_t a, uint32_t b) {
    a = RootOf(a);
    b = RootOf(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<uint32_t> parent_;
};

}  // namespace

absl::Status GoldBuilder::AddLabel(std::string_view id,
                                   std::string_view label) {
  uint32_t label_number = Gold::kUnlabelled;
  if (!label.empty()) {
    const auto [place, inserted] = labels_.try_emplace(
        std::string(label), static_cast<uint32_t>(gold_.labels.size()));
    if (inserted) gold_.labels.emplace_back(label);
    label_number = place->second;
  }
  bool is_new = false;
  Gold::Entry& entry = gold_.entries[NumberOf(id, &is_new)];
  if (is_new) {
    entry.label = label_number;
  } else if (entry.label == label_number) {
    ++gold_.repeated;
  } else {
    const auto name = [this](uint32_t number) {
      return number == Gold::kUnlabelled
                 ? std::string("no label")
                 : absl::StrCat("\"", gold_.labels[number], "\"");
    };
    return absl::InvalidArgumentError(
        absl::StrCat("the id \"", entry.id, "\" is given ", name(entry.label),
                     " and ", name(label_number), "; give each id one label"));
  }
  return absl::OkStatus();
}

absl::Status GoldBuilder::AddPair(std::string_view a, std::string_view b) {
  gold_.form = Gold::Form::kPairs;
  bool is_new = false;
  const uint32_t first = NumberOf(a, &is_new);
  const uint32_t second = NumberOf(b, &is_new);
  if (first == second) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", gold_.entries[first].id,
                     "\" is paired with itself; name two documents"));
  }
  gold_.pairs.emplace_back(first, second);
  return absl::OkStatus();
}

Gold GoldBuilder::Finish() && {
  auto& entries = gold_.entries;
  std::vector<uint32_t> order(entries.size());
  std::iota(order.begin(), order.end(), uint32_t{0});
  std::sort(order.begin(), order.end(), [&entries](uint32_t x, uint32_t y) {
    return entries[x].id < entries[y].id;
  });
  std::vector<uint32_t> place(order.size());
  std::vector<Gold::Entry> sorted;
  sorted.reserve(order.size());
  for (const uint32_t number : order) {
    place[number] = static_cast<uint32_t>(sorted.size());
    sorted.push_back(std::move(entries[number]));
  }
  entries = std::move(sorted);

  auto& pairs = gold_.pairs;
  for (auto& [a, b] : pairs) {
    a = place[a];
    b = place[b];
    if (a > b) std::swap(a, b);
  }
  std::sort(pairs.begin(), pairs.end());
  const auto end = std::unique(pairs.begin(), pairs.end());
  gold_.repeated += static_cast<uint64_t>(pairs.end() - end);
  pairs.erase(end, pairs.end());
  if (gold_.form == Gold::Form::kPairs) LabelByComponents();
  return std::move(gold_);
}

uint32_t GoldBuilder::NumberOf(std::string_view id, bool* is_new) {
  const auto [place, inserted] = numbers_.try_emplace(
      std::string(id), static_cast<uint32_t>(gold_.entries.size()));
  if (inserted) gold_.entries.push_back({std::string(id)});
  *is_new = inserted;
  return place->second;
}

// A component is named after its first id.
void GoldBuilder::LabelByComponents() {
  Components components(gold_.entries.size());
  for (const auto& [a, b] : gold_.pairs) components.Join(a, b);
  for (uint32_t i = 0; i < gold_.entries.size(); ++i) {
    const uint32_t root = components.RootOf(i);
    if (root == i) {
      gold_.entries[i].label = static_cast<uint32_t>(gold_.labels.size());
      gold_.labels.push_back(gold_.entries[i].id);
    } else {
      gold_.entries[i].label = gold_.entries[root].label;
    }
  }
}

}  // namespace litany::eval
