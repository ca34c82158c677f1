# litany_layer(NAME SOURCES file... [DEPENDS layer...] [LINK target...])
#
# Adds the static library litany_NAME of the sources in this folder.  DEPENDS
# names the layers it may include; a layer not named there is not linked, so
# the arrows of docs/ARCHITECTURE.md are a fact of the link as well as of
# scripts/check_layers.py.
function(litany_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;LINK")
  add_library(litany_${name} STATIC ${arg_SOURCES})
  add_library(litany::${name} ALIAS litany_${name})
  target_include_directories(litany_${name}
    PUBLIC ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
  list(TRANSFORM arg_DEPENDS PREPEND litany::)
  target_link_libraries(litany_${name}
    PUBLIC ${arg_DEPENDS} ${arg_LINK} PRIVATE litany_warnings)
endfunction()
