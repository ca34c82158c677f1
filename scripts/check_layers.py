#!/usr/bin/env python3
"""Checks the rules of the tree that no compiler knows.

  layers      a file includes only what its layer may include, and a CMake
              target links only that; public headers include each other and
              the standard library alone
  guard       #ifndef LITANY_<PATH>_H_, by the file's path
  using       no `using namespace` in a header
  length      no file of more than 800 lines
  name        no utils.h, common.h or misc.h, which soon hold everything
  intrinsics  no intrinsics, and no look at the target CPU, outside src/simd
  unlisted    every .cc file is named in a CMakeLists.txt; one that is not is
              neither built nor, if it is a test, run

Prints one line for each breach, `file:line: [rule] what`, and exits 1 if
there is any.  --self-test proves of each rule that it can fail.
"""

import argparse
import pathlib
import re
import sys
import tempfile

# Layer -> the layers it may include.  docs/ARCHITECTURE.md draws this table.
ARROWS = {
    "base": set(),
    "simd": {"base"},
    "text": {"base", "simd"},
    "sketch": {"base", "simd", "text"},
    "lsh": {"base", "simd", "sketch"},
    "cluster": {"base", "simd", "text", "sketch", "lsh"},
    "passage": {"base", "simd", "text", "sketch", "lsh"},
    "templates": {"base", "simd", "text"},
    "io": {"base"},
    "report": {"base"},
    "eval": {"base", "io"},
    "synth": {"base"},
    "cli": {"base", "report", "engine"},
}
ARROWS["engine"] = set(ARROWS) - {"cli"}

# Everything above these two knows documents and options.
WITHOUT_PUBLIC_HEADERS = {"base", "simd"}

MAX_LINES = 800
CODE_FOLDERS = ("include", "src", "tests", "bench")
CODE_SUFFIXES = {".h", ".cc"}
CATCH_ALL_NAME = re.compile(r"(utils?|common|misc|helpers?)(-inl)?\.(h|cc)")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)
USING_NAMESPACE = re.compile(r"\busing\s+namespace\b")
INTRINSIC_HEADER = re.compile(
    r"(\w*mmintrin|immintrin|x86intrin|x86gprintrin|avx\w*intrin|cpuid|"
    r"arm_\w+|altivec|wasm_simd128|riscv_vector)\.h|hwy/.*")
INTRINSIC_USE = re.compile(
    r"\b(_mm\d*_\w+|__m(64|128|256|512)[id]?|__builtin_(ia32|cpu)_\w+|"
    r"__(SSE|AVX|FMA|BMI|POPCNT|ARM_NEON|ARM_FEATURE)\w*|"
    r"target_clones|__attribute__\s*\(\s*\(\s*target\b|gnu::target\b|"
    r"v(ld|st)[1-4]q?_\w+)")

# A comment, a literal, or a number with its digit separators.
TOKEN = re.compile(
    r'(?P<comment>//(?:\\\n|[^\n])*|/\*.*?(?:\*/|\Z))'
    r'|(?P<raw>\b(?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)")'
    r'|(?P<number>\b\d[\w.\']*)'
    r'|(?P<literal>"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\')',
    re.S)


def blanked(match):
    """The match as white space of the same lines, so that positions stay."""
    return re.sub(r"[^\n]", " ", match.group())


def without_comments(code):
    return TOKEN.sub(
        lambda m: blanked(m) if m["comment"] else m.group(), code)


def without_literals(code):
    return TOKEN.sub(
        lambda m: m.group() if m["number"] else blanked(m), code)


def line_at(text, position):
    return text.count("\n", 0, position) + 1


def guard_of(path):
    """LITANY_IO_DATE_H_ for src/io/date.h, by the path below src/ or
    include/litany/, else by the whole path."""
    parts = path.with_suffix("").parts
    if parts[0] == "src":
        parts = parts[1:]
    elif parts[:2] == ("include", "litany"):
        parts = parts[2:]
    return "LITANY_" + re.sub(r"\W", "_", "_".join(parts)).upper() + "_H_"


class Checker:
    """Collects the breaches of one tree."""

    def __init__(self, root):
        self.root = root
        self.breaches = []

    def breach(self, path, line, rule, what):
        self.breaches.append((str(path), line, rule, what))

    def run(self):
        files = [
            file.relative_to(self.root)
            for folder in CODE_FOLDERS
            for file in sorted((self.root / folder).rglob("*"))
            if file.is_file() and file.suffix in CODE_SUFFIXES
        ]
        if not files:
            self.breach(self.root, 0, "layers", "there is no C++ file")
        for path in files:
            self.check_file(path)
        for path in sorted((self.root / "src").glob("*/CMakeLists.txt")):
            self.check_links(path.relative_to(self.root))
        for path in sorted((self.root / "src").glob("*/")):
            if path.name not in ARROWS:
                self.breach(path.relative_to(self.root), 0, "layers",
                            f"{path.name} is no layer that "
                            "scripts/check_layers.py knows")
        return sorted(self.breaches)

    def check_file(self, path):
        text = (self.root / path).read_text(encoding="utf-8")
        with_includes = without_comments(text)
        code = without_literals(with_includes)
        self.check_includes(path, with_includes)
        if path.suffix == ".h":
            self.check_guard(path, code)
            for match in USING_NAMESPACE.finditer(code):
                self.breach(path, line_at(code, match.start()), "using",
                            "`using namespace` in a header")
        else:
            self.check_listed(path)
        lines = text.count("\n") + (not text.endswith("\n"))
        if lines > MAX_LINES:
            self.breach(path, lines, "length",
                        f"{lines} lines, {MAX_LINES} are allowed: split it")
        if CATCH_ALL_NAME.fullmatch(path.name):
            self.breach(path, 1, "name",
                        "name the file by the one job it does")
        if path.parts[:2] != ("src", "simd"):
            for match in INTRINSIC_USE.finditer(code):
                self.breach(path, line_at(code, match.start()), "intrinsics",
                            f"{match.group().strip()} outside src/simd")

    def check_includes(self, path, code):
        for match in INCLUDE.finditer(code):
            line = line_at(code, match.start(1))
            quoted, name = match[1] == '"', match[2]
            if (INTRINSIC_HEADER.fullmatch(name)
                    and path.parts[:2] != ("src", "simd")):
                self.breach(path, line, "intrinsics",
                            f"{name} outside src/simd")
            if path.parts[0] == "include":
                self.check_public_include(path, line, quoted, name)
            elif path.parts[0] == "src":
                self.check_layer_include(path, line, quoted, name)

    def check_public_include(self, path, line, quoted, name):
        ours = quoted and name.startswith("litany/")
        standard = not quoted and re.fullmatch(r"[a-z_]+", name)
        if not ours and not standard:
            self.breach(path, line, "layers",
                        f"a public header includes {name}; it may include "
                        '"litany/..." and the standard library')

    def check_layer_include(self, path, line, quoted, name):
        layer, target = path.parts[1], name.split("/")[0]
        if target == "litany":
            if layer in WITHOUT_PUBLIC_HEADERS:
                self.breach(path, line, "layers",
                            f"{layer} includes {name}; only the layers above "
                            "it know the public headers")
        elif target in ARROWS and "/" in name:
            if not quoted:
                self.breach(path, line, "layers",
                            f'<{name}> is ours: write "{name}"')
            self.check_arrow(path, line, layer, target, f"includes {name}")
        elif quoted and (self.root / path.parent / name).is_file():
            self.breach(path, line, "layers",
                        f'"{name}": write the path below src/')

    def check_links(self, path):
        text = (self.root / path).read_text(encoding="utf-8")
        text = re.sub(r"#[^\n]*", blanked, text)
        layer = path.parts[1]
        for match in re.finditer(r"\blitany_layer\s*\(\s*(\w+)([^)]*)\)",
                                 text):
            if match[1] != layer:
                self.breach(path, line_at(text, match.start()), "layers",
                            f"the layer of this folder is {layer}, not "
                            f"{match[1]}")
            depends = re.search(r"\bDEPENDS\b((?:\s+[a-z_]\w*)*)", match[2])
            for target in depends[1].split() if depends else []:
                self.check_arrow(path, line_at(text, match.start()), layer,
                                 target, f"links {target}")
        for match in re.finditer(r"\blitany(?:::|_)(\w+)", text):
            if match[1] in ARROWS and match[1] != "cli":
                self.check_arrow(path, line_at(text, match.start()), layer,
                                 match[1], f"links {match.group()}")

    def check_arrow(self, path, line, layer, target, what):
        allowed = ARROWS.get(layer, set())
        if target != layer and target not in allowed:
            names = ", ".join(sorted(allowed)) or "nothing of ours"
            self.breach(path, line, "layers",
                        f"{layer} {what}; it may use {names}")

    def check_guard(self, path, code):
        guard = guard_of(path)
        opened = re.match(
            rf"\s*#ifndef {guard}\n#define {guard}\n", code)
        if not opened or not re.search(r"\n#endif\s*\Z", code):
            self.breach(path, 1, "guard", f"the header guard must be {guard}")

    def check_listed(self, path):
        """Looks in the CMakeLists.txt of the folder and of those above."""
        listed = False
        for folder in path.parents:
            build_file = self.root / folder / "CMakeLists.txt"
            if build_file.is_file():
                text = re.sub(r"#[^\n]*", "", build_file.read_text("utf-8"))
                name = re.escape(path.name)
                listed = listed or re.search(rf"(?<![\w.-]){name}(?![\w.])",
                                             text)
        if not listed:
            self.breach(path, 1, "unlisted",
                        "no CMakeLists.txt names it: it is never compiled")


# A tree that breaks no rule, though it comes close to each of them.
CLEAN_TREE = {
    "include/litany/options.h":
        "#ifndef LITANY_OPTIONS_H_\n#define LITANY_OPTIONS_H_\n"
        "#include <string>\n#include \"litany/version.h\"\n"
        "#endif  // LITANY_OPTIONS_H_\n",
    "src/io/CMakeLists.txt":
        "litany_layer(io SOURCES date.cc DEPENDS base LINK ZLIB::ZLIB)\n",
    "src/io/date.h":
        "// Not `using namespace std`, not _mm_add_epi32.\n"
        "#ifndef LITANY_IO_DATE_H_\n#define LITANY_IO_DATE_H_\n"
        "#include \"base/file.h\"\n#include \"litany/options.h\"\n"
        "#endif  // LITANY_IO_DATE_H_\n",
    "src/io/date.cc":
        "#include \"io/date.h\"\n#include <zlib.h>\n"
        "// #include \"engine/pipeline.h\"\n"
        "/* #include \"cli/flags.h\" */\n"
        "const char* k = R\"x(using namespace \" _mm_x //)x\";\n"
        "int million = 1'000'000; char quote = '\"'; // \"\n"
        "const char* n = \"__AVX2__\";\n",
    "src/io/map-inl.h":
        "#ifndef LITANY_IO_MAP_INL_H_\n#define LITANY_IO_MAP_INL_H_\n"
        "#endif  // LITANY_IO_MAP_INL_H_\n",
    "src/simd/CMakeLists.txt": "litany_layer(simd SOURCES sse.cc)\n",
    "src/simd/sse.cc":
        "#include <immintrin.h>\n__m128i f() { return _mm_setzero_si128(); }\n"
        + "\n" * (MAX_LINES - 2),
    "tests/CMakeLists.txt": "litany_test(io SOURCES date_test.cc)\n",
    "tests/io/date_test.cc":
        "#include \"engine/pipeline.h\"\nusing namespace std;\n",
    "tests/testutil/temp.h":
        "#ifndef LITANY_TESTS_TESTUTIL_TEMP_H_\n"
        "#define LITANY_TESTS_TESTUTIL_TEMP_H_\n#endif\n",
}

# Name, rule that must fire, file, text put at the end of it (before #endif of
# a header; None: the file is replaced by the last column).
BREACHES = [
    ("arrow up", "layers", "src/io/date.cc", '#include "engine/run.h"\n'),
    ("arrow sideways", "layers", "src/io/date.h", '#include "text/fold.h"\n'),
    ("include after spaces", "layers", "src/io/date.cc",
     '  #  include "cli/flags.h"\n'),
    ("include after a literal with //", "layers", "src/io/date.cc",
     'const char* u = "http://";\n#include "cli/flags.h"\n'),
    ("own header in angle brackets", "layers", "src/io/date.cc",
     "#include <base/file.h>\n"),
    ("path from the own folder", "layers", "src/io/date.cc",
     '#include "date.h"\n'),
    ("options in simd", "layers", "src/simd/new.h",
     "#ifndef LITANY_SIMD_NEW_H_\n#define LITANY_SIMD_NEW_H_\n"
     '#include "litany/options.h"\n#endif\n'),
    ("link up", "layers", "src/io/CMakeLists.txt",
     "litany_layer(io DEPENDS base\n  engine)\n"),
    ("link by target name", "layers", "src/io/CMakeLists.txt",
     "target_link_libraries(litany_io PUBLIC litany::engine)\n"),
    ("layer of another name", "layers", "src/io/CMakeLists.txt",
     "litany_layer(base)\n"),
    ("unknown layer", "layers", "src/extras/a.h",
     "#ifndef LITANY_EXTRAS_A_H_\n#define LITANY_EXTRAS_A_H_\n#endif\n"),
    ("private header in a public one", "layers", "include/litany/options.h",
     '#include "base/file.h"\n'),
    ("dependency in a public header", "layers", "include/litany/options.h",
     '#include <absl/status/status.h>\n'),
    ("C header in a public one", "layers", "include/litany/options.h",
     "#include <unistd.h>\n"),
    ("guard of another file", "guard", "src/io/new.h",
     "#ifndef LITANY_IO_DATE_H_\n#define LITANY_IO_DATE_H_\n#endif\n"),
    ("pragma once", "guard", "src/io/new.h", "#pragma once\n"),
    ("guard without define", "guard", "src/io/new.h",
     "#ifndef LITANY_IO_NEW_H_\n#endif\n"),
    ("guard that closes early", "guard", "src/io/new.h",
     "#ifndef LITANY_IO_NEW_H_\n#define LITANY_IO_NEW_H_\n#endif\nint x;\n"),
    ("inl guard without INL", "guard", "src/io/new-inl.h",
     "#ifndef LITANY_IO_NEW_H_\n#define LITANY_IO_NEW_H_\n#endif\n"),
    ("guard in tests", "guard", "tests/testutil/new.h",
     "#ifndef LITANY_NEW_H_\n#define LITANY_NEW_H_\n#endif\n"),
    ("using namespace", "using", "src/io/date.h",
     "using\n  namespace std;\n"),
    ("801 lines", "length", "src/simd/sse.cc", "\n"),
    ("utils.h", "name", "src/io/utils.h",
     "#ifndef LITANY_IO_UTILS_H_\n#define LITANY_IO_UTILS_H_\n#endif\n"),
    ("common.h", "name", "tests/testutil/common.h",
     "#ifndef LITANY_TESTS_TESTUTIL_COMMON_H_\n"
     "#define LITANY_TESTS_TESTUTIL_COMMON_H_\n#endif\n"),
    ("intrinsic header", "intrinsics", "src/io/date.cc",
     "#include <immintrin.h>\n"),
    ("Highway", "intrinsics", "src/io/date.cc",
     '#include "hwy/highway.h"\n'),
    ("intrinsic call", "intrinsics", "src/io/date.cc",
     "auto x = _mm256_setzero_si256();\n"),
    ("vector type after a separator", "intrinsics", "src/io/date.cc",
     "int y = 2'000; __m128i z;\n"),
    ("CPU macro", "intrinsics", "src/io/date.h", "#ifdef __AVX2__\n#endif\n"),
    ("target attribute", "intrinsics", "tests/io/date_test.cc",
     "__attribute__((target(\"avx2\"))) void f();\n"),
    ("source nobody compiles", "unlisted", "src/io/old.cc", "\n"),
    ("test nobody runs", "unlisted", "tests/io/old_test.cc", "\n"),
    ("source in a comment alone", "unlisted", "src/io/CMakeLists.txt",
     None, "litany_layer(io)  # date.cc\n"),
]


def rules_broken(tree):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in tree.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return [rule for _, _, rule, _ in Checker(root).run()]


def self_test():
    failed = 0
    if rules := rules_broken(CLEAN_TREE):
        print(f"self-test: the clean tree breaks {', '.join(rules)}")
        failed += 1
    for name, rule, file, addition, *replacement in BREACHES:
        tree = dict(CLEAN_TREE)
        if addition is None:
            tree[file] = replacement[0]
        else:
            head, end, tail = tree.get(file, "").rpartition("#endif")
            tree[file] = (head + addition + end + tail if end
                          else tail + addition)
        broken = rules_broken(tree)
        if set(broken) != {rule}:
            print(f"self-test: \"{name}\" must break {rule} alone, "
                  f"not {', '.join(broken) or 'nothing'}")
            failed += 1
    count = 1 + len(BREACHES)
    print(f"{count - failed} passed, {failed} failed")
    return failed


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--self-test", action="store_true",
                        help="prove of each rule that it can fail")
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent.parent,
                        help="the tree to check (default: this one)")
    arguments = parser.parse_args()
    if arguments.self_test:
        return 1 if self_test() else 0
    breaches = Checker(arguments.root).run()
    for path, line, rule, what in breaches:
        print(f"{path}:{line}: [{rule}] {what}")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
