# Two components: `development` is the library for C++, `python` what belongs into a wheel.
# The CT phantom may not be used commercially and is installed by neither.
include(CMakePackageConfigHelpers)

get_property(layers GLOBAL PROPERTY VOXTRAIT_LAYERS)
install(TARGETS voxtrait ${layers} EXPORT voxtrait-targets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/voxtrait
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(EXPORT voxtrait-targets NAMESPACE voxtrait::
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/voxtrait COMPONENT development)
configure_package_config_file(
  ${CMAKE_CURRENT_LIST_DIR}/voxtrait-config.cmake.in ${PROJECT_BINARY_DIR}/voxtrait-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/voxtrait)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/voxtrait-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/FindISAL.cmake
              ${PROJECT_BINARY_DIR}/voxtrait-config.cmake
              ${PROJECT_BINARY_DIR}/voxtrait-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/voxtrait COMPONENT development)

set(scripts ${CMAKE_INSTALL_BINDIR})
set(share ${CMAKE_INSTALL_DATADIR})
if(DEFINED SKBUILD)
  set(scripts ${SKBUILD_SCRIPTS_DIR})
  set(share ${SKBUILD_DATA_DIR}/share)
endif()
foreach(component development python)
  if(VOXTRAIT_BUILD_CLI)
    install(TARGETS voxtrait_cli RUNTIME DESTINATION ${scripts} COMPONENT ${component})
  endif()
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/ibsi/digital_phantom
                    ${PROJECT_SOURCE_DIR}/data/ibsi/reference ${PROJECT_SOURCE_DIR}/data/ibsi/settings
          DESTINATION ${share}/voxtrait/ibsi COMPONENT ${component})
endforeach()
