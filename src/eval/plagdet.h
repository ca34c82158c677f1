// PlagDet and its parts: Potthast, Stein, Barron-Cedeno and Rosso, "An
// evaluation framework for plagiarism detection" (COLING 2010).
//
// A case s and a detection r are each a set of characters of two documents.
// r detects s if they are about the same two documents and have characters in
// common in both.  With S the cases, R the detections, and the characters that
// s and r have in common counted only where r detects s:
//
//   macro recall     mean over S of the share of s that is in any r
//   macro precision  mean over R of the share of r that is in any s
//   micro            the same over the characters of all s, of all r, each
//                    character of a document counted once
//   granularity      mean, over the cases that are detected, of how many
//                    detections detect them
//   PlagDet          F1 of macro precision and recall / log2(1 + granularity)
//
// Cost: for two documents with c cases and d detections O(c d); one sort else.
// Tested by tests/eval/plagdet_test.cc, plagdet_prop_test.cc and
// tests/reference/plagdet_test.py.
#ifndef LITANY_EVAL_PLAGDET_H_
#define LITANY_EVAL_PLAGDET_H_

#include <cstdint>
#include <span>
#include <vector>

#include "eval/clustering_metrics.h"
#include "eval/spans.h"

namespace litany::eval {

// What the other side has of a case or a detection.
struct SpanOutcome {
  uint64_t size = 0;   // characters, of both documents
  uint64_t found = 0;  // of them, in what detects it or is detected by it
  uint64_t partners = 0;
};

struct PlagDetScores {
  uint64_t cases = 0;
  uint64_t detected = 0;  // cases
  uint64_t detections = 0;
  PrecisionRecall macro;
  PrecisionRecall micro;
  // Empty if no case is detected; PlagDet is then 0, and empty without cases.
  Score granularity;
  Score plagdet;
};

struct PlagDetResult {
  PlagDetScores scores;
  std::vector<SpanOutcome> cases;       // parallel to the arguments
  std::vector<SpanOutcome> detections;  // parallel to the arguments
};

// REQUIRES: both are in the order of their documents, and no span is empty
PlagDetResult ScorePlagDet(std::span<const SpanPair> cases,
                           std::span<const SpanPair> detections);

// Detections of the same two documents that overlap in both become one, which
// reaches over all of them; again until none overlap.  What nests or overlaps
// is one finding told twice, while granularity is about text found in pieces.
// Returns them sorted.
std::vector<SpanPair> MergeOverlapping(std::vector<SpanPair> detections);

}  // namespace litany::eval

#endif  // LITANY_EVAL_PLAGDET_H_
