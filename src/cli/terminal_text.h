// Text of documents made fit for a terminal: whoever wrote it must not steer
// the screen.
#ifndef LITANY_CLI_TERMINAL_TEXT_H_
#define LITANY_CLI_TERMINAL_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace litany::cli {

// `text` (valid UTF-8) on one line: runs of white space as one space; control
// characters, bidirectional marks and tag characters as <U+202E>.
std::string OneLine(std::string_view text);

// The last and the first `points` code points, with "..." where text was cut.
std::string Ending(std::string_view text, size_t points);
std::string Beginning(std::string_view text, size_t points);

// At most about `points` code points, the middle left out and counted.
std::string Shortened(std::string_view text, size_t points);

}  // namespace litany::cli

#endif  // LITANY_CLI_TERMINAL_TEXT_H_
