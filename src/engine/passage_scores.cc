#include "engine/passage_scores.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace litany::engine {
namespace {

constexpr uint64_t kUnit = 1000000;

uint64_t Millionths(const Ratio& ratio) {
  return (ratio.numerator * kUnit * 2 + ratio.denominator) /
         (ratio.denominator * 2);
}

// The day of a date, where it names one.
std::string_view DayOf(std::string_view date) {
  constexpr size_t kDay = 10;  // 2026-11-23
  return date.size() < kDay ? std::string_view() : date.substr(0, kDay);
}

bool IsSyndicated(const DocumentRow& document, const ScoredOccurrence& place) {
  return place.chars * 10 >= document.chars * 9;
}

class Scorer {
 public:
  Scorer(const Collection& collection,
         std::span<const ScoredOccurrence> occurrences, RepeatRecord* repeat)
      : collection_(collection), occurrences_(occurrences), repeat_(repeat) {}

  void Score(std::vector<ScriptingRecord>* scripting) {
    CountSources();
    Similarities();
    Add("source_entropy", Entropy());
    Days(scripting);
  }

 private:
  const DocumentRow& RowOf(const ScoredOccurrence& place) const {
    return collection_.documents[place.document];
  }
  bool HasSource(const DocumentRow& document) const {
    return collection_.sources[document.source] != "-";
  }
  void Add(const char* name, uint64_t millionths) {
    repeat_->scores.push_back({name, {millionths, kUnit}});
  }

  void CountSources() {
    std::set<uint32_t> documents;
    for (const ScoredOccurrence& place : occurrences_) {
      const DocumentRow& document = RowOf(place);
      if (!HasSource(document)) continue;
      if (documents.insert(place.document).second) {
        ++documents_of_[document.source];
      }
    }
    repeat_->sources = documents_of_.size();
  }

  void Similarities() {
    uint64_t sum = 0;
    uint64_t count = 0;
    uint64_t most = 0;
    uint64_t least = ~uint64_t{0};
    for (const ScoredOccurrence& place : occurrences_) {
      if (place.is_medoid) continue;
      const uint64_t similarity = Millionths(place.similarity);
      sum += similarity;
      ++count;
      most = std::max(most, similarity);
      const std::string& id = RowOf(place).id;
      if (similarity < least ||
          (similarity == least && id < repeat_->weakest_id)) {
        least = similarity;
        repeat_->weakest_id = id;
        repeat_->weakest_similarity = place.similarity;
      }
    }
    if (count == 0) return;
    repeat_->scores.push_back({"similarity_mean", {sum, kUnit * count}});
    Add("similarity_max", most);
  }

  uint64_t Entropy() const {
    double documents = 0;
    for (const auto& [source, count] : documents_of_) {
      documents += static_cast<double>(count);
    }
    double bits = 0;
    // By count, so that the sum does not depend on how sources are numbered.
    std::vector<uint64_t> counts;
    for (const auto& [source, count] : documents_of_) counts.push_back(count);
    std::sort(counts.begin(), counts.end());
    for (const uint64_t count : counts) {
      const double share = static_cast<double>(count) / documents;
      bits -= share * std::log2(share);
    }
    return static_cast<uint64_t>(
        std::llround(std::max(0.0, bits) * static_cast<double>(kUnit)));
  }

  void Days(std::vector<ScriptingRecord>* scripting) {
    std::map<std::string_view, std::set<uint32_t>> sources_on;
    std::map<uint32_t, std::set<std::string_view>> days_of;
    for (const ScoredOccurrence& place : occurrences_) {
      const DocumentRow& document = RowOf(place);
      const std::string_view day = DayOf(document.date);
      if (day.empty() || !HasSource(document)) continue;
      sources_on[day].insert(document.source);
      days_of[document.source].insert(day);
    }
    const uint64_t sources = documents_of_.size();
    uint64_t same_day = 0;
    for (const auto& [day, some] : sources_on) {
      same_day = std::max<uint64_t>(same_day, some.size());
    }
    const auto share = [](uint64_t part, uint64_t whole) {
      return whole == 0 ? Ratio{0, 1} : Ratio{part, whole};
    };
    repeat_->scores.push_back({"same_day", share(same_day, sources)});

    // What may count as scripted: (day, document) with its source.
    constexpr size_t kFurnitureDays = 3;
    std::map<std::string_view, std::set<uint32_t>> scripted;
    std::map<std::string_view, std::set<std::string>> ids;
    for (const ScoredOccurrence& place : occurrences_) {
      const DocumentRow& document = RowOf(place);
      const std::string_view day = DayOf(document.date);
      if (day.empty() || !HasSource(document)) continue;
      if (IsSyndicated(document, place)) continue;
      if (place.similarity.numerator * 5 < place.similarity.denominator * 4) {
        continue;
      }
      if (days_of[document.source].size() >= kFurnitureDays) continue;
      scripted[day].insert(document.source);
      ids[day].insert(document.id);
    }
    uint64_t most = 0;
    for (const auto& [day, some] : scripted) {
      if (some.size() < 2) continue;
      most = std::max<uint64_t>(most, some.size());
      ScriptingRecord record;
      record.repeat = repeat_->repeat;
      record.date = std::string(day);
      record.sources = some.size();
      record.ids.assign(ids[day].begin(), ids[day].end());
      scripting->push_back(std::move(record));
    }
    const auto pairs = [](uint64_t n) { return n < 2 ? 0 : n * (n - 1) / 2; };
    repeat_->scores.push_back(
        {"scripting", share(pairs(most), pairs(sources))});
  }

  const Collection& collection_;
  const std::span<const ScoredOccurrence> occurrences_;
  RepeatRecord* repeat_;
  std::map<uint32_t, uint64_t> documents_of_;  // by source
};

}  // namespace

void ScorePassage(const Collection& collection,
                  std::span<const ScoredOccurrence> occurrences,
                  const std::string& id, RepeatRecord* repeat,
                  std::vector<ScriptingRecord>* scripting) {
  repeat->repeat = id;
  Scorer(collection, occurrences, repeat).Score(scripting);
}

}  // namespace litany::engine
