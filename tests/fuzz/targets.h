// The fuzz targets as plain functions, so that a test can replay inputs.
// Each aborts where a promise is broken.
#ifndef LITANY_TESTS_FUZZ_TARGETS_H_
#define LITANY_TESTS_FUZZ_TARGETS_H_

#include <cstddef>
#include <cstdint>

namespace litany::fuzz {

// The first byte chooses the unit of tokens (bits 0-1), --distinguish (2),
// slots (3) and the width of a shingle (4-7), the second the room for folded
// symbols; the rest is the text.
void KernelsTarget(const uint8_t* data, size_t size);

// The first byte chooses codec (bits 0-1), format (2), size of the pieces the
// bytes arrive in (3), size of the batches (4) and --max-doc-bytes (5); the
// rest is the file.
void RecordReaderTarget(const uint8_t* data, size_t size);

// The first byte chooses format (bit 0), --on-error (1-2), named text fields
// (3) and the start of the file (4); the rest is the record.
void RecordParserTarget(const uint8_t* data, size_t size);

// The first byte chooses format (bit 0), named text fields (1), the start of
// the file (2) and with the second what is cut (3-5); the rest is the record.
void TextCutterTarget(const uint8_t* data, size_t size);

}  // namespace litany::fuzz

#endif  // LITANY_TESTS_FUZZ_TARGETS_H_
