#include "engine/evaluate.h"

#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "engine/run_json.h"
#include "eval/attribution.h"
#include "eval/evaluation_report.h"
#include "eval/gold_form.h"
#include "eval/pair_ranking.h"
#include "eval/pan_gold.h"
#include "eval/parsing_scores.h"
#include "eval/phrase_evaluation.h"
#include "eval/span_evaluation.h"
#include "eval/texts.h"
#include "io/input_files.h"

namespace litany::engine {
namespace {

// Whether the gold file holds the documents, and so their texts.
bool GoldHoldsDocuments(const std::string& path, eval::GoldForm form) {
  return eval::GoldHoldsTexts(path) &&
         (form == eval::GoldForm::kClusters ||
          form == eval::GoldForm::kSpanDocuments ||
          form == eval::GoldForm::kCauses);
}

// The files that may hold the texts; none if nothing is known of them.
std::vector<io::InputFile> TextFiles(const EvaluateOptions& options,
                                     eval::GoldForm form) {
  std::vector<std::string> inputs = options.texts;
  if (inputs.empty()) {
    if (GoldHoldsDocuments(options.gold, form)) {
      return {eval::GoldAsInput(options.gold)};
    }
    const auto recorded = ReadRunInputs(options.run + "/run.json");
    if (recorded.ok()) inputs = *recorded;
  }
  if (inputs.empty()) return {};
  auto files = io::ListInputs(inputs, options.input);
  return files.ok() ? files->files : std::vector<io::InputFile>();
}

eval::Texts TextsOf(const EvaluateOptions& options, eval::GoldForm form,
                    const std::vector<eval::ShownPair>& some,
                    const std::vector<eval::ShownPair>& others) {
  absl::flat_hash_set<std::string> ids;
  eval::AddIds(some, &ids);
  eval::AddIds(others, &ids);
  if (ids.empty()) return {};
  return eval::LoadTexts(std::move(ids), TextFiles(options, form),
                         options.input);
}

// What to score where nobody says it.
Scored ChooseScored(const EvaluateOptions& options, eval::GoldForm form) {
  switch (form) {
    case eval::GoldForm::kSpanDocuments:
    case eval::GoldForm::kSpanRows:
    case eval::GoldForm::kSpanXml:
    case eval::GoldForm::kPassages:
      return Scored::kPassages;
    case eval::GoldForm::kCauses:
      return Scored::kCauses;
    case eval::GoldForm::kPhraseList:
    case eval::GoldForm::kJudgedPhrases:
      return Scored::kPhrases;
    case eval::GoldForm::kClusters:
      break;
  }
  const auto command = ReadRunCommand(options.run + "/summary.json");
  if (!command.ok()) return Scored::kCopies;
  if (*command == "templates") return Scored::kTemplates;
  return *command == "passages" ? Scored::kPairs : Scored::kCopies;
}

absl::StatusOr<EvaluateReport> ScoreCopies(const EvaluateOptions& options,
                                           const eval::DocumentsTable& run) {
  LITANY_ASSIGN_OR_RETURN(
      const eval::Gold gold,
      eval::ReadGold(options.gold, options.gold_field, options.input));
  LITANY_ASSIGN_OR_RETURN(const eval::Evaluation evaluation,
                          eval::Evaluate(run, gold, options.eval));
  eval::Texts texts;
  if (options.eval.worst > 0) {
    texts = eval::LoadErrorTexts(evaluation,
                                 TextFiles(options, eval::GoldForm::kClusters),
                                 options.input);
  }
  return EvaluateReport{eval::RenderEvaluationText(evaluation, texts),
                        eval::RenderEvaluationJson(evaluation, texts)};
}

absl::StatusOr<EvaluateReport> ScorePassages(
    const EvaluateOptions& options, eval::GoldForm form,
    const eval::DocumentsTable& run,
    const eval::OccurrencesTable& occurrences) {
  LITANY_ASSIGN_OR_RETURN(
      eval::SpanGold gold,
      eval::ReadSpanGold(options.gold, form, options.input.id_field));
  if (form == eval::GoldForm::kSpanXml) {
    std::vector<std::string> ids;
    for (const auto& row : run.rows) ids.push_back(row.id);
    gold = eval::WithIdsOfRun(gold, ids);
  }
  eval::IgnoredText ignored;
  if (!options.ignored.empty()) {
    LITANY_ASSIGN_OR_RETURN(ignored, eval::IgnoredText::Read(options.ignored));
  }
  LITANY_ASSIGN_OR_RETURN(const eval::SpanEvaluation evaluation,
                          eval::EvaluateSpans(run, occurrences, gold,
                                              {.pairs = options.pairs,
                                               .detections = options.detections,
                                               .ignored = std::move(ignored),
                                               .worst = options.eval.worst}));
  const eval::Texts texts =
      TextsOf(options, form, evaluation.misses, evaluation.false_finds);
  return EvaluateReport{eval::RenderSpanText(evaluation, texts),
                        eval::RenderSpanJson(evaluation, texts)};
}

absl::StatusOr<EvaluateReport> ScorePairs(
    const EvaluateOptions& options, const eval::DocumentsTable& run,
    const eval::OccurrencesTable& occurrences) {
  LITANY_ASSIGN_OR_RETURN(
      const eval::Gold gold,
      eval::ReadGold(options.gold, options.gold_field, options.input));
  LITANY_ASSIGN_OR_RETURN(
      const eval::PairRanking ranking,
      eval::RankPairs(run, occurrences, gold,
                      {.unlabelled = options.eval.unlabelled,
                       .with_copies = options.detections.with_copies,
                       .worst = options.eval.worst}));
  const eval::Texts texts = TextsOf(options, eval::GoldForm::kClusters,
                                    ranking.misses, ranking.false_pairs);
  return EvaluateReport{eval::RenderRankingText(ranking, texts),
                        eval::RenderRankingJson(ranking, texts)};
}

absl::StatusOr<EvaluateReport> ScorePhrases(
    const EvaluateOptions& options, const eval::OccurrencesTable& occurrences) {
  LITANY_ASSIGN_OR_RETURN(const eval::PhraseGold gold,
                          eval::ReadPhraseGold(options.gold));
  LITANY_ASSIGN_OR_RETURN(const std::vector<eval::RunPhrase> phrases,
                          eval::ReadPhrases(options.run + "/repeats.jsonl"));
  const eval::PhraseEvaluation evaluation =
      eval::EvaluatePhrases(phrases, occurrences, gold, options.eval.worst);
  return EvaluateReport{eval::RenderPhraseText(evaluation),
                        eval::RenderPhraseJson(evaluation)};
}

absl::StatusOr<EvaluateReport> ScoreCauses(
    const EvaluateOptions& options, const eval::DocumentsTable& run,
    const eval::OccurrencesTable& occurrences) {
  LITANY_ASSIGN_OR_RETURN(
      std::vector<eval::CauseSpan> gold,
      eval::ReadCauseGold(options.gold, options.input.id_field));
  if (options.rest) eval::FillRest(run, *options.rest, &gold);
  LITANY_ASSIGN_OR_RETURN(
      const eval::Attribution attribution,
      eval::Attribute(run, occurrences, gold, options.eval.worst));
  const eval::Texts texts =
      TextsOf(options, eval::GoldForm::kCauses, attribution.worst, {});
  return EvaluateReport{eval::RenderAttributionText(attribution, texts),
                        eval::RenderAttributionJson(attribution, texts)};
}

absl::StatusOr<EvaluateReport> ScoreTemplates(const EvaluateOptions& options) {
  LITANY_ASSIGN_OR_RETURN(const eval::PredictedTemplates predicted,
                          eval::ReadPredictedTemplates(options.run));
  LITANY_ASSIGN_OR_RETURN(
      const std::vector<eval::ParsedDocument> documents,
      eval::ReadParsedDocuments(options.gold, options.gold_field, options.input,
                                predicted));
  const eval::ParsingScores scores =
      eval::ScoreParsing(documents, options.eval.worst);
  return EvaluateReport{eval::RenderParsingText(scores),
                        eval::RenderParsingJson(scores)};
}

}  // namespace

absl::StatusOr<EvaluateReport> EvaluateRun(const EvaluateOptions& options) {
  LITANY_RETURN_IF_ERROR(CheckFinishedRun(options.run));
  LITANY_ASSIGN_OR_RETURN(
      const eval::DocumentsTable run,
      eval::ReadDocumentsTable(options.run + "/documents.jsonl"));
  // Labels may stand in any file, beside whatever else.
  const bool wants_labels = options.scored == Scored::kCopies ||
                            options.scored == Scored::kPairs ||
                            options.scored == Scored::kTemplates;
  eval::GoldForm form = eval::GoldForm::kClusters;
  if (!wants_labels) {
    LITANY_ASSIGN_OR_RETURN(form,
                            eval::FormOfGold(options.gold, options.gold_field));
  }
  Scored scored = options.scored;
  if (!wants_labels) {
    scored = ChooseScored(options, form);
    const bool fits =
        form != eval::GoldForm::kClusters && scored == options.scored;
    if (options.scored != Scored::kAuto && !fits) {
      return absl::InvalidArgumentError(
          absl::StrCat("the gold has another form than --score needs; see "
                       "docs/formats/gold.md, or leave --score out (",
                       options.gold, ")"));
    }
  }
  if (scored == Scored::kTemplates) return ScoreTemplates(options);
  if (scored == Scored::kCopies) return ScoreCopies(options, run);
  LITANY_ASSIGN_OR_RETURN(
      const eval::OccurrencesTable occurrences,
      eval::ReadOccurrences(options.run + "/occurrences.jsonl"));
  switch (scored) {
    case Scored::kPassages:
      return ScorePassages(options, form, run, occurrences);
    case Scored::kPairs:
      return ScorePairs(options, run, occurrences);
    case Scored::kPhrases:
      return ScorePhrases(options, occurrences);
    case Scored::kCauses:
      return ScoreCauses(options, run, occurrences);
    case Scored::kAuto:
    case Scored::kCopies:
    case Scored::kTemplates:
      break;
  }
  return absl::InternalError("nothing was chosen to score");
}

}  // namespace litany::engine
