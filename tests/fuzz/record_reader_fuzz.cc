#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "io/record_reader.h"
#include "tests/fuzz/targets.h"
#include "tests/io/memory_files.h"

namespace litany::fuzz {

void RecordReaderTarget(const uint8_t* data, size_t size) {
  if (size == 0) return;
  const unsigned choice = data[0];
  constexpr io::Codec kCodecs[] = {io::Codec::kPlain, io::Codec::kGzip,
                                   io::Codec::kZstd, io::Codec::kPlain};
  io::MemoryFiles files;
  // Named so, it is unpacked by its first bytes.
  files.Add((choice & 3) == 3 ? "-" : "a",
            std::string(reinterpret_cast<const char*>(data + 1), size - 1),
            (choice & 4) != 0 ? InputFormat::kText : InputFormat::kJsonl,
            kCodecs[choice & 3]);
  if ((choice & 8) != 0) files.next_piece = [] { return 3; };
  InputOptions options;
  options.max_doc_bytes = (choice & 32) != 0 ? 16 : 1 << 20;
  const io::ReadResult result =
      files.Read(options, (choice & 16) != 0 ? 1 : 1 << 16);

  uint64_t end = 0;
  uint64_t record = 0;
  for (const io::ReadRecord& read : result.records) {
    LITANY_CHECK(read.record > record && read.byte >= end);
    record = read.record;
    end = read.byte + read.bytes.size();
    LITANY_CHECK(end <= result.bytes_unpacked);
    LITANY_CHECK(read.bytes.size() <= options.max_doc_bytes + 1);
    const bool is_text = (choice & 4) != 0;
    LITANY_CHECK(is_text || !read.bytes.empty());
    LITANY_CHECK(is_text || read.bytes.find('\n') >= read.bytes.size() - 1);
  }
  size_t damages = 0;
  for (const Reject& reject : result.rejects) {
    LITANY_CHECK(!reject.reason.empty());
    LITANY_CHECK(reject.location.byte <= result.bytes_unpacked);
    damages += reject.location.record == 0 ? 1 : 0;
  }
  LITANY_CHECK(damages <= 1);
  LITANY_CHECK(result.largest_batch <= options.max_doc_bytes + (8 << 20));
}

}  // namespace litany::fuzz

#ifdef LITANY_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  litany::fuzz::RecordReaderTarget(data, size);
  return 0;
}
#endif
