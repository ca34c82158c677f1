#include "cli/kind_options.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace litany::cli {
namespace {

TakeValue TakeKeep(DedupOptions* dedup, RunOptions* run) {
  return [dedup, run](const std::string& value) -> absl::Status {
    using Kind = KeepPolicy::Kind;
    KeepPolicy keep;
    const std::pair<const char*, Kind> words[] = {
        {"longest", Kind::kLongest},
        {"first", Kind::kFirst},
        {"earliest", Kind::kEarliest},
        {"none", Kind::kNone},
    };
    for (const auto& [word, kind] : words) {
      if (value != word) continue;
      keep.kind = kind;
      dedup->keep = keep;
      return absl::OkStatus();
    }
    if (value.rfind("source:", 0) == 0) {
      keep.kind = Kind::kSource;
      LITANY_RETURN_IF_ERROR(TakeStrings(&keep.sources)(value.substr(7)));
      dedup->keep = keep;
      return absl::OkStatus();
    }
    if (value.size() > 4 && value.substr(value.size() - 4) == ":max") {
      keep.kind = Kind::kFieldMax;
      keep.field = value.substr(0, value.size() - 4);
      run->input.number_field = keep.field;
      dedup->keep = keep;
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(
        "must be longest, first, earliest, source:A,B, FIELD:max or none");
  };
}

TakeValue TakeSomeShare(std::optional<double>* target) {
  return [target](const std::string& value) -> absl::Status {
    double share = 0;
    LITANY_RETURN_IF_ERROR(TakeShare(&share)(value));
    *target = share;
    return absl::OkStatus();
  };
}

TakeValue TakeSomeCount(std::optional<uint32_t>* target, uint32_t least,
                        uint32_t most) {
  return [=](const std::string& value) -> absl::Status {
    uint32_t count = 0;
    LITANY_RETURN_IF_ERROR(TakeCount(&count, least, most)(value));
    *target = count;
    return absl::OkStatus();
  };
}

constexpr double kStrictThreshold = 0.8;

// "24" or "24,50".
TakeValue TakeLengths(PassageOptions* passages) {
  return [passages](const std::string& value) -> absl::Status {
    const size_t comma = value.find(',');
    uint32_t dense = 0;
    uint32_t letters = 0;
    const bool is_read =
        comma == std::string::npos
            ? absl::SimpleAtoi(value, &dense)
            : absl::SimpleAtoi(value.substr(0, comma), &dense) &&
                  absl::SimpleAtoi(value.substr(comma + 1), &letters);
    if (comma == std::string::npos) letters = dense;
    const auto in_range = [](uint32_t length) {
      return length >= 4 && length <= 10000;
    };
    if (!is_read || !in_range(dense) || !in_range(letters)) {
      return absl::InvalidArgumentError(
          "must be N or N,M: 4 to 10000 symbols for text with Han or kana, "
          "and for other text");
    }
    passages->dense_length = dense;
    passages->letter_length = letters;
    return absl::OkStatus();
  };
}

absl::Status ApplyMethod(const CopyRuleFlags& flags, DedupOptions* dedup) {
  if (!flags.simhash) {
    if (!flags.hamming && !flags.simhash_bits) return absl::OkStatus();
    return absl::InvalidArgumentError(
        "--hamming and --simhash-bits go with --method simhash");
  }
  if (flags.containment || flags.min_jaccard) {
    return absl::InvalidArgumentError(
        "--method simhash finds no pair that is contained; leave out "
        "--containment and --min-jaccard");
  }
  if (flags.recall) {
    return absl::InvalidArgumentError(
        "--recall goes with --method minhash: what simhash finds follows from "
        "--hamming");
  }
  dedup->simhash.emplace();
  if (flags.hamming) dedup->simhash->distance = *flags.hamming;
  if (flags.simhash_bits) dedup->simhash->bits = *flags.simhash_bits;
  return absl::OkStatus();
}

}  // namespace

absl::Status ApplyCopyRule(const CopyRuleFlags& flags, DedupOptions* dedup) {
  if (flags.strict && flags.threshold) {
    return absl::InvalidArgumentError(
        "--preset strict sets --threshold; leave one of them out");
  }
  LITANY_RETURN_IF_ERROR(ApplyMethod(flags, dedup));
  if (flags.recall) dedup->recall = *flags.recall;
  std::optional<double> threshold = flags.threshold;
  if (flags.strict) threshold = kStrictThreshold;
  if (threshold) dedup->threshold = *threshold;
  if (!flags.containment && !flags.min_jaccard) {
    if (threshold || flags.simhash) dedup->contained.reset();
    return absl::OkStatus();
  }
  if (flags.containment) dedup->contained->containment = *flags.containment;
  if (flags.min_jaccard) dedup->contained->jaccard = *flags.min_jaccard;
  return absl::OkStatus();
}

std::string CopyRuleText(const DedupOptions& dedup) {
  std::string text = absl::StrCat("similarity ", dedup.threshold, " or more");
  if (dedup.contained) {
    absl::StrAppend(&text, ", or ", dedup.contained->jaccard,
                    " or more where the larger has ",
                    dedup.contained->containment, " of the smaller");
  }
  if (dedup.simhash) {
    absl::StrAppend(&text, ", of pairs whose SimHash differs in ",
                    dedup.simhash->distance, " of ", dedup.simhash->bits,
                    " bits at most");
  }
  return text;
}

void AddCopyRule(OptionTable* table, CopyRuleFlags* rule) {
  table->Group("What is a copy");
  table->Value("threshold,t", "T",
               "least exact Jaccard similarity of a near pair (default 0.5); "
               "by itself it also says that no pair is joined as contained",
               TakeSomeShare(&rule->threshold));
  table->Value("containment", "C",
               "join pairs below the threshold if the larger text has this "
               "share of the smaller (default 0.65)",
               TakeSomeShare(&rule->containment));
  table->Value("min-jaccard", "J",
               "and a similarity of at least J (default 0.3; from 0.01)",
               TakeSomeShare(&rule->min_jaccard));
  table->Value("preset", "WORD", "strict: the same as --threshold 0.8",
               TakeWord<bool>(&rule->strict, {{"strict", true}}));
  table->Value("recall", "R",
               "chance that a pair at the threshold is compared (default "
               "0.99); of minhash",
               TakeSomeShare(&rule->recall));
  table->Value(
      "method", "WORD",
      "what nominates pairs for the exact comparison: minhash "
      "(default) or simhash (8 bytes a document, but only pairs that "
      "are all but equal, and none that is contained)",
      TakeWord<bool>(&rule->simhash, {{"minhash", false}, {"simhash", true}}));
  table->Value("hamming", "N",
               "simhash: most bits in which a pair may differ (default 3)",
               TakeSomeCount(&rule->hamming, 0, 16));
  table->Value("simhash-bits", "N", "64 (default) or 128",
               TakeWord<std::optional<uint32_t>>(&rule->simhash_bits,
                                                 {{"64", 64}, {"128", 128}}));
}

void AddKeepOption(OptionTable* table, RunOptions* run, DedupOptions* dedup) {
  table->Value("keep", "POLICY",
               "of each copy: longest (default), first, earliest, "
               "source:A,B (best first), FIELD:max or none",
               TakeKeep(dedup, run));
}

void AddPassageRule(OptionTable* table, PassageOptions* passages) {
  table->Group("What is a passage");
  table->Value("min-length", "N[,M]",
               "every run of so many symbols that two documents share is "
               "found: N with Han or kana in it, M of other scripts (default "
               "24,50)",
               TakeLengths(passages));
  table->Value("max-gap", "N",
               "symbols inserted, dropped or swapped between two pieces of one "
               "passage (default 200)",
               TakeCount(&passages->max_gap, 0, 100000));
}

void AddPassagePairRule(OptionTable* table, PassageOptions* passages) {
  table->Group("Between which documents");
  table->Flag("between-sources-only", "only between different sources",
              &passages->between_sources_only);
  table->Value("window", "DAYS", "only between documents so many days apart",
               [passages](const std::string& value) -> absl::Status {
                 uint32_t days = 0;
                 if (!absl::SimpleAtoi(value, &days)) {
                   return absl::InvalidArgumentError(
                       "must be a number of days, 0 or more");
                 }
                 passages->window_days = days;
                 return absl::OkStatus();
               });
}

void AddNetworkOption(OptionTable* table, PassageOptions* passages) {
  table->Flag("network",
              "also write who took from whom, for documents and for sources: "
              "GraphML, GEXF and CSV",
              &passages->network);
}

void AddPhraseBounds(OptionTable* table, PhraseOptions* phrases) {
  table->Value("min-documents", "N",
               "documents that hold it (default 3, or one in 2,000 if that is "
               "more); copies of a document count once",
               TakeCount(&phrases->min_documents, 1, 1000000000));
  table->Value("min-sources", "N",
               "sources that hold it (default 2 if sources are known and none "
               "has more than half of the documents, else 1)",
               TakeCount(&phrases->min_sources, 1, 1000000000));
}

void AddPhraseTop(OptionTable* table, PhraseOptions* phrases) {
  table->Value("top", "N", "the best so many phrases (default 1000)",
               TakeCount(&phrases->top, 1, 10000000));
  table->Value("formulas", "N",
               "the best so many formulas, which are phrases with gaps "
               "(default 50; 0: none)",
               TakeCount(&phrases->formulas, 0, 10000000));
}

}  // namespace litany::cli
