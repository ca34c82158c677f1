#include "eval/span_gold.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "base/strings.h"

namespace litany::eval {
namespace {

// The names in byte order, and where each went.
std::vector<uint32_t> SortNames(std::vector<std::string>* names) {
  std::vector<uint32_t> order(names->size());
  std::iota(order.begin(), order.end(), uint32_t{0});
  std::sort(order.begin(), order.end(), [names](uint32_t x, uint32_t y) {
    return (*names)[x] < (*names)[y];
  });
  std::vector<uint32_t> place(order.size());
  std::vector<std::string> sorted;
  sorted.reserve(order.size());
  for (const uint32_t number : order) {
    place[number] = static_cast<uint32_t>(sorted.size());
    sorted.push_back(std::move((*names)[number]));
  }
  *names = std::move(sorted);
  return place;
}

}  // namespace

absl::Status SpanGoldBuilder::AddCase(const Side& x, const Side& y,
                                      std::string_view kind) {
  if (x.span.empty() || y.span.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("a span of the case of \"", base::ToAbsl(x.id),
                     "\" and \"", base::ToAbsl(y.id),
                     "\" has no character; give its end after its begin"));
  }
  if (x.id == y.id) {
    return absl::InvalidArgumentError(
        absl::StrCat("a case pairs \"", base::ToAbsl(x.id),
                     "\" with itself; name two documents"));
  }
  cases_.push_back(
      {MakeSpanPair(NumberOf(x.id), x.span, NumberOf(y.id), y.span),
       KindOf(kind)});
  return absl::OkStatus();
}

absl::Status SpanGoldBuilder::AddPair(std::string_view x, std::string_view y) {
  if (x == y) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", base::ToAbsl(x), "\" is paired with itself; name two documents"));
  }
  pairs_.emplace_back(NumberOf(x), NumberOf(y));
  return absl::OkStatus();
}

void SpanGoldBuilder::AddDocument(std::string_view id, bool unknown) {
  const uint32_t number = NumberOf(id);
  if (unknown) unknown_[number] = true;
}

SpanGold SpanGoldBuilder::Finish() && {
  SpanGold gold;
  const std::vector<uint32_t> place = SortNames(&ids_);
  const std::vector<uint32_t> kind_place = SortNames(&kinds_);
  gold.ids = std::move(ids_);
  gold.kinds = std::move(kinds_);
  gold.unknown.resize(gold.ids.size());
  for (size_t i = 0; i < place.size(); ++i) {
    gold.unknown[place[i]] = unknown_[i];
  }
  for (Case& one : cases_) {
    const SpanPair& pair = one.pair;
    one.pair = MakeSpanPair(place[pair.a], pair.in_a, place[pair.b], pair.in_b);
    one.kind = kind_place[one.kind];
  }
  std::sort(cases_.begin(), cases_.end());
  for (const Case& one : cases_) {
    if (!gold.cases.empty() && gold.cases.back() == one.pair) {
      ++gold.repeated;
      continue;
    }
    gold.cases.push_back(one.pair);
    gold.case_kinds.push_back(one.kind);
    gold.pairs.emplace_back(one.pair.a, one.pair.b);
  }
  for (const auto& [x, y] : pairs_) {
    gold.pairs.emplace_back(std::min(place[x], place[y]),
                            std::max(place[x], place[y]));
  }
  std::sort(gold.pairs.begin(), gold.pairs.end());
  gold.pairs.erase(std::unique(gold.pairs.begin(), gold.pairs.end()),
                   gold.pairs.end());
  return gold;
}

uint32_t SpanGoldBuilder::NumberOf(std::string_view id) {
  const auto [at, is_new] =
      numbers_.try_emplace(std::string(id), static_cast<uint32_t>(ids_.size()));
  if (is_new) {
    ids_.emplace_back(id);
    unknown_.push_back(false);
  }
  return at->second;
}

uint32_t SpanGoldBuilder::KindOf(std::string_view kind) {
  const auto [at, is_new] = kind_numbers_.try_emplace(
      std::string(kind), static_cast<uint32_t>(kinds_.size()));
  if (is_new) kinds_.emplace_back(kind);
  return at->second;
}

}  // namespace litany::eval
