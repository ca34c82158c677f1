// Colour on a terminal.
#ifndef LITANY_CLI_COLOR_H_
#define LITANY_CLI_COLOR_H_

#include <string>

#include "cli/option_table.h"

namespace litany::cli {

enum class ColorMode { kAuto, kAlways, kNever };

void AddColorOption(OptionTable* table, ColorMode* mode);

// Immutable.  kAuto: if what it is printed on (standard error if not said) is
// a terminal and NO_COLOR is not set.
class Color {
 public:
  explicit Color(ColorMode mode);
  Color(ColorMode mode, int descriptor);
  std::string Bold(const std::string& text) const { return Wrap("1", text); }
  std::string Red(const std::string& text) const { return Wrap("31", text); }
  // What was found in a text; without colours between [[ and ]].
  std::string Mark(const std::string& text) const {
    return on_ ? Wrap("1;31", text) : "[[" + text + "]]";
  }

 private:
  std::string Wrap(const char* code, const std::string& text) const;
  bool on_ = false;
};

}  // namespace litany::cli

#endif  // LITANY_CLI_COLOR_H_
