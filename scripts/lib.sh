# What the scripts of this folder share.  Sourced, not run:
#   . "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
# Leaves the caller at the top of the tree, so that each script works from
# any folder.

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly ROOT
cd -- "$ROOT" || exit 1

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$(basename -- "$0"): $*"
  exit 1
}

# The cores this process may use (affinity, not the size of the machine).
cores() { nproc; }

# configure PRESET [CMAKE_OPTION...]
# Compiles through ccache where there is one.  The package installs no CMake
# hook of its own, and a preset cannot ask whether a program exists.
configure() {
  local preset=$1
  shift
  local launcher=()
  if command -v ccache >/dev/null; then
    launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  fi
  cmake --preset "$preset" "${launcher[@]}" "$@"
}

# build PRESET [CMAKE_BUILD_OPTION...]
build() {
  local preset=$1
  shift
  cmake --build --preset "$preset" --parallel "$(cores)" "$@"
}

# fixed_addresses COMMAND...
# Runs a command without address space randomisation where the kernel lets us.
# The sanitizers of GCC 12 reserve address ranges that kernels with more than
# 28 random bits (vm.mmap_rnd_bits) sometimes put the program into; it then
# dies before main.
fixed_addresses() {
  if setarch "$(uname -m)" -R true 2>/dev/null; then
    setarch "$(uname -m)" -R "$@"
  else
    "$@"
  fi
}

# cpp_files: our C++ files, one a line, in byte order.
cpp_files() {
  local folder
  for folder in include src tests bench; do
    if [[ -d $folder ]]; then
      find "$folder" -type f \( -name '*.h' -o -name '*.cc' \)
    fi
  done | LC_ALL=C sort
}
