#include "engine/parameters.h"

#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lsh/containment.h"
#include "lsh/hamming.h"
#include "text/fold.h"

namespace litany::engine {
namespace {

std::string_view NameOf(OnError value) {
  switch (value) {
    case OnError::kReplace:
      return "replace";
    case OnError::kSkip:
      return "skip";
    case OnError::kFail:
      return "fail";
  }
  return "";
}

std::string_view NameOf(TokenUnit value) {
  switch (value) {
    case TokenUnit::kAuto:
      return "auto";
    case TokenUnit::kChar:
      return "char";
    case TokenUnit::kWord:
      return "word";
  }
  return "";
}

std::string_view NameOf(Markup value) {
  switch (value) {
    case Markup::kAuto:
      return "auto";
    case Markup::kKeep:
      return "keep";
    case Markup::kIgnore:
      return "ignore";
  }
  return "";
}

std::string_view NameOf(InputFormat value) {
  switch (value) {
    case InputFormat::kAuto:
      return "auto";
    case InputFormat::kJsonl:
      return "jsonl";
    case InputFormat::kText:
      return "text";
  }
  return "";
}

std::string_view NameOf(TextRecords value) {
  switch (value) {
    case TextRecords::kFile:
      return "file";
    case TextRecords::kLine:
      return "line";
  }
  return "";
}

std::string_view NameOf(CutPolicy value) {
  switch (value) {
    case CutPolicy::kDrop:
      return "drop";
    case CutPolicy::kAll:
      return "all";
    case CutPolicy::kAllButFirst:
      return "all-but-first";
  }
  return "";
}

void WriteStrings(const std::vector<std::string>& values,
                  report::JsonWriter* json) {
  json->BeginArray();
  for (const std::string& value : values) json->Bytes(value);
  json->EndArray();
}

}  // namespace

absl::Status CheckInputOptions(const InputOptions& input) {
  if (input.max_doc_bytes <= text::kMostFoldBytes) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "--max-doc-bytes must be at most ", text::kMostFoldBytes >> 20, "MiB"));
}

absl::Status CheckContained(const DedupOptions& options) {
  if (!options.contained) return absl::OkStatus();
  const auto& [containment, jaccard] = *options.contained;
  if (!(containment > 0 && containment <= 1)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--containment must be above 0 and at most 1, not ", containment));
  }
  if (!(jaccard >= lsh::kLeastContainedJaccard && jaccard <= 1)) {
    return absl::InvalidArgumentError(absl::StrCat("--min-jaccard must be ",
                                                   lsh::kLeastContainedJaccard,
                                                   " to 1, not ", jaccard));
  }
  if (jaccard >= options.threshold) {
    return absl::InvalidArgumentError(
        absl::StrCat("--min-jaccard ", jaccard, " must be below --threshold ",
                     options.threshold,
                     ": pairs as similar as that are near, not contained"));
  }
  return absl::OkStatus();
}

absl::Status CheckSimHash(const DedupOptions& options) {
  if (!options.simhash) return absl::OkStatus();
  if (options.contained) {
    return absl::InvalidArgumentError(
        "--method simhash finds no pair that is contained; leave out "
        "--containment and --min-jaccard");
  }
  const uint32_t bits = options.simhash->bits;
  if (bits != 64 && bits != 128) {
    return absl::InvalidArgumentError(
        absl::StrCat("--simhash-bits must be 64 or 128, not ", bits));
  }
  return lsh::ChooseBlocks(0, bits, options.simhash->distance).status();
}

std::string KeepText(const KeepPolicy& keep) {
  switch (keep.kind) {
    case KeepPolicy::Kind::kLongest:
      return "longest";
    case KeepPolicy::Kind::kFirst:
      return "first";
    case KeepPolicy::Kind::kEarliest:
      return "earliest";
    case KeepPolicy::Kind::kSource: {
      std::string text = "source:";
      for (size_t i = 0; i < keep.sources.size(); ++i) {
        if (i > 0) text += ",";
        text += keep.sources[i];
      }
      return text;
    }
    case KeepPolicy::Kind::kFieldMax:
      return keep.field + ":max";
    case KeepPolicy::Kind::kNone:
      return "none";
  }
  return "";
}

void WriteInputOptions(const InputOptions& input, report::JsonWriter* json) {
  json->BeginObject();
  json->Key("text_fields");
  WriteStrings(input.text_fields, json);
  json->Key("id_field").Bytes(input.id_field);
  json->Key("source_field").Bytes(input.source_field);
  json->Key("url_field").Bytes(input.url_field);
  json->Key("date_fields");
  WriteStrings(input.date_fields, json);
  json->Key("number_field").Bytes(input.number_field);
  json->Key("format").String(NameOf(input.format));
  json->Key("records").String(NameOf(input.records));
  json->Key("on_error").String(NameOf(input.on_error));
  json->Key("max_doc_bytes").Number(input.max_doc_bytes);
  json->EndObject();
}

void WriteParameters(const RunOptions& run, const DedupOptions& options,
                     report::JsonWriter* json) {
  WriteCopyParameters(options, json);
  WriteRunParameters(run, json);
}

void WriteCopyParameters(const DedupOptions& options,
                         report::JsonWriter* json) {
  json->Key("threshold").Probability(options.threshold);
  if (options.contained) {
    json->Key("containment").Probability(options.contained->containment);
    json->Key("min_jaccard").Probability(options.contained->jaccard);
  } else {
    json->Key("containment").Null();
    json->Key("min_jaccard").Null();
  }
  if (options.simhash) {
    json->Key("method").String("simhash");
    json->Key("simhash_bits").Number(options.simhash->bits);
    json->Key("hamming").Number(options.simhash->distance);
  } else {
    json->Key("method").String("minhash");
    json->Key("recall").Probability(options.recall);
  }
  json->Key("cluster").String(options.cluster == ClusterMethod::kComponents
                                  ? "components"
                                  : "representative");
  json->Key("representative")
      .String(options.representative == RepresentativeOrder::kDegree
                  ? "degree"
                  : "length");
  json->Key("keep").Bytes(KeepText(options.keep));
  json->Key("against").Bool(!options.against.empty());
}

void WritePassageParameters(const PassageOptions& options,
                            report::JsonWriter* json) {
  json->Key("min_length").BeginArray();
  json->Number(options.dense_length).Number(options.letter_length);
  json->EndArray();
  json->Key("max_gap").Number(options.max_gap);
  json->Key("similarity").Probability(options.similarity);
  json->Key("exact").Bool(options.exact);
  json->Key("between_sources_only").Bool(options.between_sources_only);
  json->Key("window");
  if (options.window_days) {
    json->Number(*options.window_days);
  } else {
    json->Null();
  }
  json->Key("against").Bool(!options.against.empty());
  json->Key("cut");
  if (options.cut) {
    json->String(NameOf(*options.cut));
  } else {
    json->Null();
  }
}

void WritePhraseParameters(const PhraseOptions& options,
                           report::JsonWriter* json) {
  const auto number_or_null = [json](const char* name, uint32_t value) {
    json->Key(name);
    if (value == 0) {
      json->Null();
    } else {
      json->Number(value);
    }
  };
  number_or_null("min_documents", options.min_documents);
  number_or_null("min_sources", options.min_sources);
  json->Key("min_length").Number(options.min_length);
  json->Key("max_length").Number(options.max_length);
  json->Key("top").Number(options.top);
  json->Key("formulas").Number(options.formulas);
  json->Key("count_copies").Bool(options.count_copies);
}

void WriteTemplateParameters(const TemplateOptions& options,
                             report::JsonWriter* json) {
  json->Key("whole").Bool(options.whole);
  json->Key("apply").Bool(!options.apply_path.empty());
  json->Key("write").Bool(!options.write_path.empty());
}

void WriteRunParameters(const RunOptions& run, report::JsonWriter* json) {
  json->Key("seed").Number(run.seed);
  json->Key("secret_seed").Bool(!run.secret.empty());
  json->Key("unit").String(NameOf(run.fold.unit));
  json->Key("shingle").Number(run.fold.shingle);
  json->Key("markup").String(NameOf(run.fold.markup));
  json->Key("distinguish").BeginArray();
  const std::pair<bool, std::string_view> kinds[] = {
      {run.fold.distinguish_script, "script"},
      {run.fold.distinguish_variant, "variant"},
      {run.fold.distinguish_width, "width"},
      {run.fold.distinguish_case, "case"},
      {run.fold.distinguish_punct, "punct"},
      {run.fold.distinguish_digits, "digits"},
  };
  for (const auto& [is_set, name] : kinds) {
    if (is_set) json->String(name);
  }
  json->EndArray();
  json->Key("input");
  WriteInputOptions(run.input, json);
}

}  // namespace litany::engine
