# Defines divsufsort::divsufsort.  Debian's package has no CMake configuration
# file.
find_path(divsufsort_INCLUDE_DIR divsufsort.h)
find_library(divsufsort_LIBRARY NAMES divsufsort)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(divsufsort REQUIRED_VARS divsufsort_LIBRARY
                                  divsufsort_INCLUDE_DIR)
if(divsufsort_FOUND AND NOT TARGET divsufsort::divsufsort)
  add_library(divsufsort::divsufsort UNKNOWN IMPORTED)
  set_target_properties(divsufsort::divsufsort PROPERTIES
    IMPORTED_LOCATION "${divsufsort_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${divsufsort_INCLUDE_DIR}")
endif()
mark_as_advanced(divsufsort_INCLUDE_DIR divsufsort_LIBRARY)
