// How GoogleTest prints a candidate pair.
#ifndef LITANY_TESTS_LSH_PRINT_CANDIDATE_H_
#define LITANY_TESTS_LSH_PRINT_CANDIDATE_H_

#include <ostream>

#include "lsh/candidates.h"

namespace litany::lsh {

inline void PrintTo(const Candidate& pair, std::ostream* out) {
  *out << "(" << pair.a << ", " << pair.b << ")";
}

}  // namespace litany::lsh

#endif  // LITANY_TESTS_LSH_PRINT_CANDIDATE_H_
