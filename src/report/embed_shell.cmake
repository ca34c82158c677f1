# cmake -DSHELL=shell.html -DOUTPUT=page_shell_data.cc -P embed_shell.cmake
#
# Writes the bytes of a file as an array of C++, so that the program carries
# its page and needs no file beside it.
file(READ ${SHELL} hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "((0x..,){16})" "\\1\n" bytes "${bytes}")
file(WRITE ${OUTPUT}.new
  "#include \"report/page_shell.h\"\n\nnamespace litany::report {\n\n"
  "const unsigned char kPageShell[] = {\n${bytes}};\n"
  "const size_t kPageShellSize = ${size};\n\n}  // namespace litany::report\n")
file(RENAME ${OUTPUT}.new ${OUTPUT})
