# The installed package: find_package(precept) gives precept::values, precept::interpret, precept::lower, ...; beside it
# the command line in bin/ and the guidelines in share/precept.
# In: the rooms that precept_room() noted in PRECEPT_ROOMS. Never here: what a room is made of.
include(CMakePackageConfigHelpers)

get_property(precept_rooms GLOBAL PROPERTY PRECEPT_ROOMS)
# The generated parser is no room (nobody includes it), but static libraries that use it need it at link time.
if(TARGET precept_grammar)
  list(APPEND precept_rooms precept_grammar)
  set_target_properties(precept_grammar PROPERTIES EXPORT_NAME grammar)
endif()
# A shared object that is loaded on demand is installed where the command line looks for it, and linked by nobody.
set(precept_libraries ${precept_rooms})
if(TARGET precept_native)
  get_target_property(native_kind precept_native TYPE)
  if(native_kind STREQUAL "MODULE_LIBRARY" OR native_kind STREQUAL "SHARED_LIBRARY")
    list(REMOVE_ITEM precept_libraries precept_native)
    install(TARGETS precept_native LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
  endif()
endif()
# The table engine goes with the DuckDB that was fetched for it; an installed DuckDB stays where it is.
if(TARGET precept_tables)
  install(TARGETS precept_tables LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
  if(PRECEPT_DUCKDB_LIBRARY MATCHES "^${PRECEPT_DUCKDB}/")
    install(FILES ${PRECEPT_DUCKDB_LIBRARY} DESTINATION ${CMAKE_INSTALL_LIBDIR})
  endif()
endif()

install(TARGETS ${precept_libraries} EXPORT precept
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT precept NAMESPACE precept:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/precept FILE precept-targets.cmake)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/precept-config.cmake.in
  ${PROJECT_BINARY_DIR}/cmake/precept-config.cmake INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/precept)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/cmake/precept-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/cmake/precept-config.cmake ${PROJECT_BINARY_DIR}/cmake/precept-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/precept)

# Headers keep their rooms: #include "runtime/values/value.hpp" reads the same inside and outside this project.
install(DIRECTORY runtime compiler DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/precept
  FILES_MATCHING PATTERN "*.hpp" PATTERN "*.def")

if(TARGET precept)
  install(TARGETS precept RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY guidelines DESTINATION ${CMAKE_INSTALL_DATADIR}/precept)
install(DIRECTORY examples DESTINATION ${CMAKE_INSTALL_DATADIR}/precept)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
