#include "engine/bench_speeds.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>
#include <string_view>
#include <utility>
#include <variant>

#include "base/check.h"
#include "base/hash.h"
#include "engine/bench_clock.h"
#include "io/record_parser.h"
#include "io/record_reader.h"
#include "simd/fold-inl.h"

namespace litany::engine {
namespace {

// Larger than the last cache of most machines, small beside their memory.
constexpr size_t kMemoryBytes = size_t{128} << 20;

// Keeps the compiler from leaving out what makes `value`.
template <typename T>
void Use(const T& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

std::vector<io::RecordBatch> ReadBatches(const io::InputFiles& files,
                                         const InputOptions& options,
                                         uint64_t most_bytes, uint64_t* bytes) {
  std::vector<io::RecordBatch> batches;
  io::RecordReader reader(files.files, options);
  io::RecordBatch batch;
  while (reader.bytes_unpacked() < most_bytes &&
         reader.Next(io::kBatchBytes, &batch)) {
    batches.push_back(std::move(batch));
    batch = {};
  }
  *bytes = reader.bytes_unpacked();
  return batches;
}

// As ReadBatches, into one batch that is used again.
void ReadOver(const io::InputFiles& files, const InputOptions& options,
              uint64_t most_bytes) {
  io::RecordReader reader(files.files, options);
  io::RecordBatch batch;
  while (reader.bytes_unpacked() < most_bytes &&
         reader.Next(io::kBatchBytes, &batch)) {
    Use(batch);
  }
}

std::vector<std::string> ParseAll(const io::InputFiles& files,
                                  const InputOptions& options,
                                  const std::vector<io::RecordBatch>& batches,
                                  bool keep) {
  std::vector<std::string> texts;
  io::RecordParser parser(files.files, options);
  for (const io::RecordBatch& batch : batches) {
    for (const io::RecordBatch::Entry& entry : batch.entries) {
      auto parsed = parser.Parse(batch, entry);
      Use(parsed);
      if (!keep || !std::holds_alternative<Document>(parsed)) continue;
      texts.push_back(std::move(std::get<Document>(parsed).text));
    }
  }
  return texts;
}

uint64_t SumOf(const std::vector<uint64_t>& words) {
  return std::accumulate(words.begin(), words.end(), uint64_t{0});
}

uint32_t Decode(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const auto* end = p + text.size();
  uint32_t all = 0;
  while (p < end) all ^= simd::NextCodePoint(&p);
  return all;
}

class Measurement {
 public:
  Measurement(const std::vector<std::string>& texts, const Pipeline& pipeline,
              double budget)
      : texts_(texts), pipeline_(pipeline), budget_(budget) {}

  void Limits(Speeds* speeds) {
    std::vector<uint64_t> words(kMemoryBytes / sizeof(uint64_t), 1);
    std::vector<uint64_t> copy(words.size());
    Add(&speeds->limits, "memory read", kMemoryBytes,
        [&] { Use(SumOf(words)); });
    Add(&speeds->limits, "memcpy", kMemoryBytes, [&] {
      std::memcpy(copy.data(), words.data(), kMemoryBytes);
      Use(copy);
    });
    const uint64_t bytes = speeds->text_bytes;
    Add(&speeds->limits, "XXH3", bytes, [&] {
      for (const std::string& text : texts_) {
        Use(base::HashBytes64(text));
      }
    });
    Add(&speeds->limits, "UTF-8 check", bytes, [&] {
      for (const std::string& text : texts_) {
        Use(simdjson::validate_utf8(text.data(), text.size()));
      }
    });
    Add(&speeds->limits, "decode, one by one", bytes, [&] {
      for (const std::string& text : texts_) Use(Decode(text));
    });
  }

  void Stages(Speeds* speeds) {
    // A document at a time: all of them would not stay in the cache between
    // two stages, as they do on the road.
    std::vector<double> fold;
    std::vector<double> hash;
    std::vector<double> sketch;
    MedianSeconds(budget_, [&] {
      const Split split = RunSplit();
      fold.push_back(split.fold);
      hash.push_back(split.hash);
      sketch.push_back(split.sketch);
    });
    const uint64_t bytes = speeds->text_bytes;
    speeds->stages.push_back({"fold", Median(std::move(fold)), bytes});
    speeds->stages.push_back({"hash", Median(std::move(hash)), bytes});
    speeds->stages.push_back({"sketch", Median(std::move(sketch)), bytes});
    Add(&speeds->stages, "signature", bytes, [&] {
      for (const std::string& text : texts_) {
        Fold(text);
        Hash();
        Sign();
      }
    });
  }

  void Count(Speeds* speeds) {
    speeds->documents = texts_.size();
    for (const std::string& text : texts_) {
      Fold(text);
      Hash();
      speeds->text_bytes += text.size();
      speeds->tokens += shingles_.token_count;
      speeds->shingles += shingles_.hashes.size();
    }
  }

  void Add(std::vector<StageSpeed>* to, const char* stage, uint64_t bytes,
           const std::function<void()>& work) const {
    to->push_back({stage, MedianSeconds(budget_, work), bytes});
  }

 private:
  struct Split {
    double fold = 0;
    double hash = 0;
    double sketch = 0;
  };

  Split RunSplit() {
    Split split;
    for (const std::string& text : texts_) {
      split.fold += SecondsOf([&] { Fold(text); });
      split.hash += SecondsOf([&] { Hash(); });
      split.sketch += SecondsOf([&] { Sign(); });
    }
    return split;
  }

  void Fold(const std::string& text) {
    pipeline_.folder.Fold(text, /*with_spans=*/false, &scratch_, &folded_);
    Use(folded_);
  }

  void Hash() { pipeline_.shingler.Hashes(folded_, &shingles_); }

  void Sign() {
    if (shingles_.hashes.empty()) return;
    signature_.resize(pipeline_.slots());
    pipeline_.Sign(shingles_.hashes, &minima_, signature_);
    Use(signature_);
  }

  const std::vector<std::string>& texts_;
  const Pipeline& pipeline_;
  const double budget_;
  text::FoldScratch scratch_;
  text::FoldedText folded_;
  text::ShingleScratch shingles_;
  sketch::MinHashScratch minima_;
  std::vector<uint16_t> signature_;
};

}  // namespace

const StageSpeed& Speeds::Stage(std::string_view name) const {
  const auto found = std::find_if(
      stages.begin(), stages.end(),
      [&](const StageSpeed& stage) { return stage.stage == name; });
  LITANY_CHECK(found != stages.end());
  return *found;
}

Speeds MeasureSpeeds(const io::InputFiles& files, const InputOptions& options,
                     const Pipeline& pipeline, uint64_t most_bytes,
                     double budget) {
  Speeds speeds;
  uint64_t bytes = 0;
  const std::vector<io::RecordBatch> batches =
      ReadBatches(files, options, most_bytes, &bytes);
  const std::vector<std::string> texts =
      ParseAll(files, options, batches, /*keep=*/true);
  Measurement measurement(texts, pipeline, budget);
  measurement.Count(&speeds);
  measurement.Limits(&speeds);
  measurement.Add(&speeds.stages, "read", bytes,
                  [&] { ReadOver(files, options, most_bytes); });
  measurement.Add(&speeds.stages, "parse", bytes, [&] {
    Use(ParseAll(files, options, batches, /*keep=*/false));
  });
  measurement.Stages(&speeds);
  return speeds;
}

}  // namespace litany::engine
