#include "cli/color.h"

#include <unistd.h>

#include <cstdlib>

namespace litany::cli {

void AddColorOption(OptionTable* table, ColorMode* mode) {
  table->Value("color", "WORD", "auto (default), always or never",
               TakeWord<ColorMode>(mode, {{"auto", ColorMode::kAuto},
                                          {"always", ColorMode::kAlways},
                                          {"never", ColorMode::kNever}}));
}

Color::Color(ColorMode mode) : Color(mode, STDERR_FILENO) {}

Color::Color(ColorMode mode, int descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  const bool refused = no_color != nullptr && no_color[0] != '\0';
  on_ = mode == ColorMode::kAlways ||
        (mode == ColorMode::kAuto && !refused && ::isatty(descriptor) == 1);
}

std::string Color::Wrap(const char* code, const std::string& text) const {
  if (!on_) return text;
  return std::string("\x1b[") + code + "m" + text + "\x1b[0m";
}

}  // namespace litany::cli
