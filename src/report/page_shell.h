// The bytes of page/shell.html, which CMake writes into a source at build
// time (embed_shell.cmake).
#ifndef LITANY_REPORT_PAGE_SHELL_H_
#define LITANY_REPORT_PAGE_SHELL_H_

#include <cstddef>

namespace litany::report {

extern const unsigned char kPageShell[];
extern const size_t kPageShellSize;

}  // namespace litany::report

#endif  // LITANY_REPORT_PAGE_SHELL_H_
