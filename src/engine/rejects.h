// Records that made no document: their order, and how messages spell them.
#ifndef LITANY_ENGINE_REJECTS_H_
#define LITANY_ENGINE_REJECTS_H_

#include <string>
#include <vector>

#include "io/input_files.h"
#include "litany/document.h"

namespace litany::engine {

// "REASON (FILE, record 12, byte 345)"; without a record where the whole file
// or a member of an archive is meant.
std::string RejectText(const io::InputFiles& files, const Reject& reject);

// Into the order of the input: those of the reader and those of the parser
// come apart.
void SortRejects(std::vector<Reject>* rejects);

}  // namespace litany::engine

#endif  // LITANY_ENGINE_REJECTS_H_
