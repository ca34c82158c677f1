// Chunk numbers: what viewers of documents put before each piece of a text they
// cut every few hundred characters ("1、" "2、" ...), in the middle of
// sentences too.
//
// A page is numbered if its text lines (those that are not furniture) that
// begin with a number and a mark have the numbers 1, 2, 3 ... in order, at
// least kLeastChunks of them, long ones (kLeastLetters letters on average, so
// no list), and hold nearly all letters of the text.  Numbers are furniture of
// a source if most of its pages with text are numbered, at least kLeastPages.
//
// Cost: linear in the lines.  Thread safety: functions without state.
// Tested by tests/templates/chunk_numbers_test.cc.
#ifndef LITANY_TEMPLATES_CHUNK_NUMBERS_H_
#define LITANY_TEMPLATES_CHUNK_NUMBERS_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "templates/frames.h"
#include "templates/source_templates.h"

namespace litany::templates {

inline constexpr uint32_t kLeastChunks = 3;
inline constexpr uint32_t kLeastLetters = 60;

// Adds templates "<number>、" (each mark its own) and their places to `result`,
// which has the places of the furniture.
void AddChunkNumbers(std::span<const std::string_view> pages,
                     const SourceLines& source,
                     std::span<const uint8_t> furniture,
                     SourceTemplates* result);

}  // namespace litany::templates

#endif  // LITANY_TEMPLATES_CHUNK_NUMBERS_H_
