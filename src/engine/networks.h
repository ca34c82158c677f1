// Who took from whom, as networks of documents and of sources
// (docs/formats/networks.md).
//
// An edge goes from the earlier witness to the document, or source, that
// reused it, so that arrows follow the text.
//
// Nodes are in byte order of label, edges in the order of (from, to): the
// result does not depend on the order of the rows.  Cost: two sorts.
// Tested by tests/engine/networks_test.cc.
#ifndef LITANY_ENGINE_NETWORKS_H_
#define LITANY_ENGINE_NETWORKS_H_

#include <span>
#include <string>

#include "absl/status/status.h"
#include "litany/records.h"
#include "report/network.h"

namespace litany::engine {

// One node a document, one edge a row.
report::Network DocumentNetwork(std::span<const ReuseRecord> rows);

// One node a source, one edge for all rows between two of them; a source that
// reuses itself has an edge to itself.  Rows with an unknown source ("-") on
// either side are left out: all unknown sources are not one source.
report::Network SourceNetwork(std::span<const ReuseRecord> rows);

// Writes both, each as .graphml, .gexf and -edges.csv, into the folder of a
// run; RunTables() names the files.
absl::Status WriteNetworks(std::span<const ReuseRecord> rows,
                           const std::string& folder);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_NETWORKS_H_
