# Libraries, all as Debian 12 packages; tools/packages.txt names the packages.
find_package(Threads REQUIRED)
find_package(absl REQUIRED)
# The module, and before gRPC: gRPC's own search would take the config package.
find_package(Protobuf REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(leveldb REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(SQLite3 REQUIRED)
find_package(PostgreSQL REQUIRED)
find_package(spdlog REQUIRED)

find_library(STEMMER_LIBRARY stemmer REQUIRED)
add_library(alhf_stemmer INTERFACE)
target_link_libraries(alhf_stemmer INTERFACE ${STEMMER_LIBRARY})

if(ALHF_BUILD_TESTS)
  find_package(GTest REQUIRED)
  find_library(PG_QUERY_LIBRARY pg_query REQUIRED)
  find_package(rapidcheck QUIET)
endif()
if(ALHF_BUILD_BENCH)
  find_package(benchmark REQUIRED)
endif()
