// "Did you mean".
#ifndef LITANY_CLI_SUGGEST_H_
#define LITANY_CLI_SUGGEST_H_

#include <span>
#include <string>
#include <string_view>

namespace litany::cli {

// Insertions, deletions, substitutions and swaps of neighbours.
size_t EditDistance(std::string_view a, std::string_view b);

// The closest of `names` if it is close enough to be meant; else empty.
std::string Suggest(std::string_view typed, std::span<const std::string> names);

}  // namespace litany::cli

#endif  // LITANY_CLI_SUGGEST_H_
