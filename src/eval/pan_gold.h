// Gold as the PAN tasks write it: a folder of XML files, each of one document,
//
//   <document reference="suspicious-document00001.txt">
//     <feature name="plagiarism" this_offset="5" this_length="1000"
//              source_reference="source-document00001.txt"
//              source_offset="100" source_length="1000"/>
//   </document>
//
// and, where it is there, a file `pairs` that lists the pairs of documents
// compared, two names a line.  Offsets are code points.
//
// Tested by tests/eval/pan_gold_test.cc.
#ifndef LITANY_EVAL_PAN_GOLD_H_
#define LITANY_EVAL_PAN_GOLD_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "eval/span_gold.h"

namespace litany::eval {

// Reads the files of `folder` and below that end in .xml, in byte order of
// path.  Features of other names, and those without a source, are no cases.
absl::Status ReadPanFolder(const std::string& folder, SpanGoldBuilder* builder);

// PAN names files; a run names documents by their id.  A name that is no id
// stands for the one without its ".txt", or else for the only id that ends in
// "/" and the name.  Returns the gold with such names replaced.
SpanGold WithIdsOfRun(const SpanGold& gold,
                      const std::vector<std::string>& run_ids);

}  // namespace litany::eval

#endif  // LITANY_EVAL_PAN_GOLD_H_
