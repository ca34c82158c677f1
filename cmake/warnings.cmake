# Warnings and sanitizers for our own targets only; never exported.
add_library(litany_warnings INTERFACE)
target_compile_options(litany_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wimplicit-fallthrough)
if(LITANY_WERROR)
  target_compile_options(litany_warnings INTERFACE -Werror)
endif()
if(LITANY_SANITIZE)
  add_compile_options(-fsanitize=${LITANY_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${LITANY_SANITIZE})
endif()
