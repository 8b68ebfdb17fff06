# One call a target; a target reads as a table.
include(GoogleTest)

# alhf_proto_library(NAME n [ROOT dir] PROTOS a.proto … [GRPC b.proto …]
#                    [DEPS …])
# Messages of all, and stubs of those under GRPC. Generated headers are system
# headers: our warnings do not reach them.
function(alhf_proto_library)
  cmake_parse_arguments(A "" "NAME;ROOT" "PROTOS;GRPC;DEPS" ${ARGN})
  if(NOT A_ROOT)
    set(A_ROOT ${CMAKE_CURRENT_SOURCE_DIR})
  endif()
  set(out ${CMAKE_BINARY_DIR}/gen)
  file(MAKE_DIRECTORY ${out})
  set(imports -I${A_ROOT} -I${PROJECT_SOURCE_DIR}/protos)
  set(sources)
  foreach(proto IN LISTS A_PROTOS A_GRPC)
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    set(products ${out}/${stem}.pb.cc ${out}/${stem}.pb.h)
    set(flags --cpp_out=${out})
    if(proto IN_LIST A_GRPC)
      list(APPEND products ${out}/${stem}.grpc.pb.cc ${out}/${stem}.grpc.pb.h)
      list(APPEND flags --grpc_out=${out}
           --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    add_custom_command(
      OUTPUT ${products}
      COMMAND protobuf::protoc ${imports} ${flags} ${proto}
      DEPENDS ${A_ROOT}/${proto}
      VERBATIM)
    list(APPEND sources ${products})
  endforeach()
  add_library(${A_NAME} STATIC ${sources})
  set_target_properties(${A_NAME} PROPERTIES CXX_CLANG_TIDY "")
  target_include_directories(${A_NAME} SYSTEM PUBLIC ${out})
  target_link_libraries(${A_NAME} PUBLIC protobuf::libprotobuf ${A_DEPS})
  if(A_GRPC)
    target_link_libraries(${A_NAME} PUBLIC gRPC::grpc++)
  endif()
endfunction()

# alhf_library(NAME n SRCS … [HDRS …] [DEPS …] [INCLUDES dir …])
function(alhf_library)
  cmake_parse_arguments(A "" "NAME" "SRCS;HDRS;DEPS;INCLUDES" ${ARGN})
  add_library(${A_NAME} STATIC ${A_SRCS} ${A_HDRS})
  target_include_directories(${A_NAME} PUBLIC ${PROJECT_SOURCE_DIR} ${A_INCLUDES})
  target_link_libraries(${A_NAME} PUBLIC ${A_DEPS} PRIVATE alhf_options)
  target_precompile_headers(${A_NAME} REUSE_FROM alhf_precompiled)
endfunction()

# alhf_binary(NAME n SRCS … [DEPS …])
function(alhf_binary)
  cmake_parse_arguments(A "" "NAME" "SRCS;DEPS" ${ARGN})
  add_executable(${A_NAME} ${A_SRCS})
  target_include_directories(${A_NAME} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${A_NAME} PRIVATE ${A_DEPS} alhf_options)
  target_precompile_headers(${A_NAME} REUSE_FROM alhf_precompiled)
endfunction()

# alhf_test(NAME n LABEL unit|integration|conformance|long SRCS … [DEPS …]
#           [TIMEOUT s] [ALONE])
# One program for a folder of tests; every case is a ctest of its own. ALONE:
# nothing else runs beside it, where time is looked at.
function(alhf_test)
  cmake_parse_arguments(A "ALONE" "NAME;LABEL;TIMEOUT" "SRCS;DEPS" ${ARGN})
  add_executable(${A_NAME} ${A_SRCS})
  target_include_directories(${A_NAME} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${A_NAME} PRIVATE ${A_DEPS} alhf_options GTest::gmock
                        GTest::gtest GTest::gtest_main)
  target_precompile_headers(${A_NAME} REUSE_FROM alhf_precompiled_tests)
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 120)
  endif()
  set(alone FALSE)
  if(A_ALONE)
    set(alone TRUE)
  endif()
  gtest_discover_tests(${A_NAME} DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS ${A_LABEL} TIMEOUT ${A_TIMEOUT} RUN_SERIAL ${alone})
endfunction()
