#include "text/fold_table.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "text/fold_table_data.h"

namespace litany::text {
namespace {

using simd::FoldClass;

constexpr size_t kBlock = 256;

std::string_view BytesOf(const std::vector<uint32_t>& values) {
  return {reinterpret_cast<const char*>(values.data()),
          values.size() * sizeof(uint32_t)};
}

uint32_t WithClass(uint32_t entry, FoldClass fold_class) {
  return simd::MakeEntry(fold_class, entry & simd::kCodePointMask) |
         (entry & simd::kFoldContext);
}

}  // namespace

FoldTable FoldTable::Create(const FoldOptions& options) {
  if (options.distinguish_script || options.distinguish_variant ||
      options.distinguish_width || options.distinguish_case ||
      options.distinguish_punct || options.distinguish_digits) {
    return FromEntries(BuildFoldEntries(options), options.unit);
  }
  FoldTable table;
  table.index_.assign(kFoldIndex.begin(), kFoldIndex.end());
  table.blocks_.assign(kFoldBlocks.begin(), kFoldBlocks.end());
  table.expansions_.assign(kFoldExpansions.begin(), kFoldExpansions.end());
  table.ApplyUnit(options.unit);
  table.Finish();
  return table;
}

FoldTable FoldTable::FromEntries(FoldEntries entries, TokenUnit unit) {
  FoldTable table;
  std::map<std::vector<uint32_t>, uint16_t> number;
  for (size_t at = 0; at < entries.entries.size(); at += kBlock) {
    const auto begin = entries.entries.begin() + static_cast<ptrdiff_t>(at);
    std::vector<uint32_t> block(begin, begin + kBlock);
    const auto [found, is_new] =
        number.emplace(block, static_cast<uint16_t>(number.size()));
    if (is_new) {
      table.blocks_.insert(table.blocks_.end(), block.begin(), block.end());
    }
    table.index_.push_back(found->second);
  }
  table.expansions_ = std::move(entries.expansions);
  table.ApplyUnit(unit);
  table.Finish();
  return table;
}

void FoldTable::ApplyUnit(TokenUnit unit) {
  if (unit == TokenUnit::kAuto) return;
  const FoldClass wanted =
      unit == TokenUnit::kChar ? FoldClass::kSingle : FoldClass::kWord;
  for (uint32_t& entry : blocks_) {
    const FoldClass fold_class = simd::ClassOf(entry);
    if (fold_class == FoldClass::kSingle || fold_class == FoldClass::kWord) {
      entry = WithClass(entry, wanted);
    }
  }
}

void FoldTable::Finish() {
  bmp_.resize(0x10000);
  for (size_t block = 0; block < bmp_.size() / kBlock; ++block) {
    std::copy_n(blocks_.begin() +
                    static_cast<ptrdiff_t>(size_t{index_[block]} * kBlock),
                kBlock, bmp_.begin() + static_cast<ptrdiff_t>(block * kBlock));
  }
  ascii_ = simd::AsciiEntries(bmp_.data());
  digest_ = base::HashBytes64(BytesOf(blocks_),
                              base::HashBytes64(BytesOf(expansions_)));
}

simd::FoldTableView FoldTable::view() const {
  return {bmp_.data(), index_.data(), blocks_.data(), expansions_.data(),
          ascii_.empty() ? nullptr : ascii_.data()};
}

}  // namespace litany::text
