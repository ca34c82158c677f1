// Writes, as C++ source, what each Han character becomes under OpenCC's
// conversions and under our own list of variant forms.
//
//   gen_han_map VARIANTS.txt OUT.cc
//
// Three maps come out, each closed (what it maps to, it maps to itself):
//   script    t2s, tw2s, hk2s
//   variant   the list of variants alone
//   both      these and jp2t followed by t2s
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "opencc/SimpleConverter.hpp"

namespace {

using Map = std::map<uint32_t, uint32_t>;

std::string Encode(uint32_t c) {
  std::string s;
  if (c < 0x800) {
    s += static_cast<char>(0xc0 | c >> 6);
  } else if (c < 0x10000) {
    s += static_cast<char>(0xe0 | c >> 12);
    s += static_cast<char>(0x80 | (c >> 6 & 0x3f));
  } else {
    s += static_cast<char>(0xf0 | c >> 18);
    s += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    s += static_cast<char>(0x80 | (c >> 6 & 0x3f));
  }
  s += static_cast<char>(0x80 | (c & 0x3f));
  return s;
}

// The code points of valid UTF-8.
std::vector<uint32_t> Decode(std::string_view s) {
  std::vector<uint32_t> out;
  for (const char byte : s) {
    const auto b = static_cast<unsigned char>(byte);
    if (b < 0x80) {
      out.push_back(b);
    } else if (b >= 0xc0) {
      out.push_back(b & (b < 0xe0 ? 0x1f : b < 0xf0 ? 0x0f : 0x07));
    } else if (!out.empty()) {
      out.back() = out.back() << 6 | (b & 0x3f);
    }
  }
  return out;
}

bool IsHan(uint32_t c) {
  return (c >= 0x2e80 && c <= 0x2fdf) || (c >= 0x3400 && c <= 0x9fff) ||
         (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff) ||
         c == 0x3005 || c == 0x3007;
}

// One conversion, for characters that become one other character.
Map Characters(const std::string& config) {
  const opencc::SimpleConverter converter(config);
  Map map;
  for (uint32_t c = 0x2e80; c <= 0x3134f; ++c) {
    if (!IsHan(c)) continue;
    const std::vector<uint32_t> to = Decode(converter.Convert(Encode(c)));
    if (to.size() == 1 && to[0] != c) map.emplace(c, to[0]);
  }
  return map;
}

uint32_t Apply(const Map& map, uint32_t c) {
  const auto found = map.find(c);
  return found == map.end() ? c : found->second;
}

// Applies `steps` in turn, over and over, until the character stays.  Where
// that goes round in a circle, the smallest of the circle stands for it.
uint32_t Close(const std::vector<const Map*>& steps, uint32_t c) {
  std::vector<uint32_t> path = {c};
  while (true) {
    uint32_t next = path.back();
    for (const Map* step : steps) next = Apply(*step, next);
    for (size_t i = 0; i < path.size(); ++i) {
      if (path[i] != next) continue;
      uint32_t smallest = next;
      for (size_t j = i; j < path.size(); ++j) {
        smallest = std::min(smallest, path[j]);
      }
      return smallest;
    }
    path.push_back(next);
  }
}

Map CloseAll(const std::vector<const Map*>& steps) {
  std::set<uint32_t> keys;
  for (const Map* step : steps) {
    for (const auto& [from, to] : *step) keys.insert(from);
  }
  Map closed;
  for (const uint32_t c : keys) {
    const uint32_t to = Close(steps, c);
    if (to != c) closed.emplace(c, to);
  }
  return closed;
}

// Lines "variant standard", # begins a comment.
std::optional<Map> ReadVariants(const char* path) {
  std::ifstream in(path);
  if (!in) {
    std::cerr << "gen_han_map: cannot open " << path << "\n";
    return std::nullopt;
  }
  Map map;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    line = line.substr(0, line.find('#'));
    std::vector<uint32_t> characters;
    for (const uint32_t c : Decode(line)) {
      if (c != ' ' && c != '\t') characters.push_back(c);
    }
    if (characters.empty()) continue;
    if (characters.size() != 2 || !IsHan(characters[0]) ||
        !IsHan(characters[1]) ||
        !map.emplace(characters[0], characters[1]).second) {
      std::cerr << "gen_han_map: want two Han characters, the first not seen "
                   "before ("
                << path << ", line " << number << ")\n";
      return std::nullopt;
    }
  }
  return map;
}

void Write(std::ostream& out, const char* name, const Map& map) {
  out << "const HanPair k" << name << "Data[] = {\n";
  for (const auto& [from, to] : map) {
    out << "    {" << from << ", " << to << "},\n";
  }
  out << "};\nconst std::span<const HanPair> k" << name << "(k" << name
      << "Data);\n\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: gen_han_map VARIANTS.txt OUT.cc\n";
    return 2;
  }
  const std::optional<Map> variants = ReadVariants(argv[1]);
  if (!variants) return 2;
  const Map t2s = Characters("t2s.json");
  const Map tw2s = Characters("tw2s.json");
  const Map hk2s = Characters("hk2s.json");
  const Map jp2t = Characters("jp2t.json");
  if (t2s.size() < 3000 || jp2t.size() < 100) {
    std::cerr << "gen_han_map: OpenCC's tables are not what they should be: "
              << t2s.size() << " characters of t2s\n";
    return 2;
  }
  std::ofstream out(argv[2]);
  out << "// Written by gen_han_map; do not edit.\n"
         "#include \"text/han_map.h\"\n\nnamespace litany::text {\n\n";
  Write(out, "HanScript", CloseAll({&t2s, &tw2s, &hk2s}));
  Write(out, "HanVariant", CloseAll({&*variants}));
  Write(out, "HanBoth",
        CloseAll({&*variants, &t2s, &tw2s, &hk2s, &jp2t, &t2s}));
  out << "}  // namespace litany::text\n";
  out.close();
  return out ? 0 : 2;
}
