// Writes the fold table of the default options as C++ source: blocks of 256
// entries, equal blocks once.
//
//   gen_fold_table OUT.cc
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <vector>

#include "text/fold_builder.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: gen_fold_table OUT.cc\n";
    return 2;
  }
  const auto built = litany::text::BuildFoldEntries(litany::FoldOptions());
  std::map<std::vector<uint32_t>, size_t> number;
  std::vector<uint32_t> blocks;
  std::vector<size_t> index;
  for (size_t at = 0; at < built.entries.size(); at += 256) {
    const auto begin = built.entries.begin() + static_cast<ptrdiff_t>(at);
    const std::vector<uint32_t> block(begin, begin + 256);
    const auto [found, is_new] = number.emplace(block, number.size());
    if (is_new) blocks.insert(blocks.end(), block.begin(), block.end());
    index.push_back(found->second);
  }
  std::ofstream out(argv[1]);
  const auto write = [&out](const char* type, const char* name,
                            const auto& values) {
    out << "const " << type << " k" << name << "Data[] = {";
    for (size_t i = 0; i < values.size(); ++i) {
      out << (i % 8 == 0 ? "\n" : " ") << values[i] << ",";
    }
    out << "\n};\nconst std::span<const " << type << "> k" << name << "(k"
        << name << "Data);\n\n";
  };
  out << "// Written by gen_fold_table; do not edit.\n"
         "#include \"text/fold_table_data.h\"\n\nnamespace litany::text {\n\n";
  write("uint16_t", "FoldIndex", index);
  write("uint32_t", "FoldBlocks", blocks);
  write("uint32_t", "FoldExpansions", built.expansions);
  out << "}  // namespace litany::text\n";
  out.close();
  return out ? 0 : 2;
}
