#include "eval/judgement.h"

#include <algorithm>
#include <cstddef>

namespace litany::eval {

Judgement Judge(const DocumentsTable& run, const Gold& gold,
                Unlabelled unlabelled) {
  Judgement judgement;
  auto next_run_label = static_cast<uint32_t>(run.clusters.size());
  auto next_gold_label = static_cast<uint32_t>(gold.labels.size());
  std::vector<uint32_t> place(gold.entries.size(), Judgement::kNone);

  // Both sides are in order of id: one walk along the two.
  uint32_t row = 0;
  uint32_t entry = 0;
  while (row < run.rows.size() || entry < gold.entries.size()) {
    int order = 0;
    if (row == run.rows.size()) {
      order = 1;
    } else if (entry == gold.entries.size()) {
      order = -1;
    } else {
      order = run.rows[row].id.compare(gold.entries[entry].id);
    }
    Judgement::Document document;
    if (order <= 0) document.row = row++;
    if (order >= 0) document.entry = entry++;

    const uint32_t label = document.entry == Judgement::kNone
                               ? Gold::kUnlabelled
                               : gold.entries[document.entry].label;
    if (order == 0) ++judgement.in_both;
    if (label == Gold::kUnlabelled) {
      if (unlabelled == Unlabelled::kLeaveOut) {
        ++judgement.left_out;
        continue;
      }
      ++judgement.as_singletons;
    }
    if (document.row == Judgement::kNone) ++judgement.missing;

    const uint32_t cluster = document.row == Judgement::kNone
                                 ? DocumentsTable::kNoCluster
                                 : run.rows[document.row].cluster;
    if (document.entry != Judgement::kNone) {
      place[document.entry] = static_cast<uint32_t>(judgement.documents.size());
    }
    judgement.documents.push_back(document);
    judgement.predicted.push_back(
        cluster == DocumentsTable::kNoCluster ? next_run_label++ : cluster);
    judgement.gold.push_back(label == Gold::kUnlabelled ? next_gold_label++
                                                        : label);
  }

  // Whoever is in a pair has a label, and so a place.
  judgement.listed.reserve(gold.pairs.size());
  for (const auto& [a, b] : gold.pairs) {
    judgement.listed.emplace_back(place[a], place[b]);
  }
  return judgement;
}

}  // namespace litany::eval
