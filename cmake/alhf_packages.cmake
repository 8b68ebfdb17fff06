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
find_package(CURL REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(nlohmann_json REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED COMPONENTS core pull)
find_package(ICU REQUIRED COMPONENTS uc)

find_library(STEMMER_LIBRARY stemmer REQUIRED)
add_library(alhf_stemmer INTERFACE)
target_link_libraries(alhf_stemmer INTERFACE ${STEMMER_LIBRARY})

find_library(GUMBO_LIBRARY gumbo REQUIRED)
add_library(alhf_gumbo INTERFACE)
target_link_libraries(alhf_gumbo INTERFACE ${GUMBO_LIBRARY})

# Its headers must be read as the library was built: pkg-config knows how.
find_package(PkgConfig REQUIRED)
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)
add_library(alhf_httplib INTERFACE)
target_link_libraries(alhf_httplib INTERFACE PkgConfig::HTTPLIB)

pkg_check_modules(LIBEDIT REQUIRED IMPORTED_TARGET libedit)
add_library(alhf_libedit INTERFACE)
target_link_libraries(alhf_libedit INTERFACE PkgConfig::LIBEDIT)

find_library(CJOSE_LIBRARY cjose REQUIRED)
add_library(alhf_cjose INTERFACE)
target_link_libraries(alhf_cjose INTERFACE ${CJOSE_LIBRARY})

find_library(PG_QUERY_LIBRARY pg_query REQUIRED)
add_library(alhf_pg_query INTERFACE)
target_link_libraries(alhf_pg_query INTERFACE ${PG_QUERY_LIBRARY})

if(ALHF_BUILD_TESTS)
  find_package(GTest REQUIRED)
  find_package(rapidcheck REQUIRED)
endif()
