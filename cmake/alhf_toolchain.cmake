# Compiler settings that hold for every target of ours.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
# The same for every target, so that one precompiled header serves all.
add_compile_options(-fPIC -pthread)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Headers of another checkout's build hit too; a precompiled header's time
  # stamp does not count. What was not compiled before is not preprocessed for
  # the cache first: the list of its headers is enough.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_NOHASHDIR=1
      CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_DEPEND=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${CCACHE})
endif()

# What an attacker would build on is taken away: tables are read-only once the
# program runs, and a release build notices overrun buffers. Position-
# independent is what Debian's compilers make anyway. tests/install/hardened
# looks at the programs.
add_link_options(-Wl,-z,relro -Wl,-z,now)
add_compile_options($<$<CONFIG:Release>:-fstack-protector-strong>
                    $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)

add_library(alhf_options INTERFACE)
target_compile_options(alhf_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror
  $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND
   CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # Optimising, and with sanitizers, it sees copies out of bounds and bytes that
  # nobody set where there are none (GCC bugs 105329, 105651 and their like).
  set(as_written $<CONFIG:Debug>)
  if(ALHF_SANITIZE)
    set(as_written 0)
  endif()
  foreach(check array-bounds maybe-uninitialized restrict stringop-overflow
                stringop-overread)
    target_compile_options(alhf_options INTERFACE
      $<$<NOT:${as_written}>:-Wno-${check}>)
  endforeach()
endif()

if(ALHF_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(ALHF_SANITIZE)
  add_compile_options(-fsanitize=${ALHF_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${ALHF_SANITIZE})
  if(ALHF_SANITIZE MATCHES thread)
    # Protocol Buffers' maps have other members where they see it, and the
    # packaged library has not seen it. The standard library goes by it too.
    add_compile_options(-U__SANITIZE_THREAD__ -D_GLIBCXX_TSAN=1)
  endif()
endif()
