// Streams of compressed bytes to streams of plain ones.
#ifndef LITANY_IO_UNPACK_H_
#define LITANY_IO_UNPACK_H_

#include <memory>

#include "absl/status/statusor.h"
#include "base/file.h"
#include "io/input_files.h"

namespace litany::io {

// Unpacks `raw` as it is read, member after member (gzip) or frame after frame
// (zstd; skippable frames are skipped).
//
// Damage is DataLoss, and comes after every byte that could be unpacked before
// it: a member that is cut or corrupt, bytes after the last one, a file
// without any.  Errors of `raw` pass through in the same manner.  Once a
// source has failed it fails for ever.
//
// Memory: some 300 KiB, and for zstd the window of the frame, 128 MiB at most
// (the decoder's own cap: a frame that asks for more is damage).
std::unique_ptr<base::ByteSource> Unpack(std::unique_ptr<base::ByteSource> raw,
                                         Codec codec);

// Standard input has no name to tell its codec by: reads its first bytes, sets
// *codec by them, and returns a source that gives them again.
absl::StatusOr<std::unique_ptr<base::ByteSource>> SniffCodec(
    std::unique_ptr<base::ByteSource> raw, Codec* codec);

}  // namespace litany::io

#endif  // LITANY_IO_UNPACK_H_
