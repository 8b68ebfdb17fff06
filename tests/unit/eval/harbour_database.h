// A small database in a file, for tests that need a real one.
#ifndef ALHF_TESTS_UNIT_EVAL_HARBOUR_DATABASE_H_
#define ALHF_TESTS_UNIT_EVAL_HARBOUR_DATABASE_H_

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>

#include "eval/database.h"

namespace alhf::eval {

// Boats with a length, of which some tie.
inline constexpr char kHarbourSql[] =
    "CREATE TABLE boats (name TEXT, length REAL, built DATE, pier INTEGER);"
    "INSERT INTO boats VALUES"
    " ('Ada', 12, '2001-05-01', 1), ('Bea', 9.5, '1999-01-01', 1),"
    " ('Cleo', 9.5, '2010-07-09', 2), ('Dora', 7, '2015-03-03', 2),"
    " ('Edda', 7, '2020-02-29', 3), ('Frida', 7, NULL, 3);"
    "CREATE VIEW long_boats AS SELECT name FROM boats WHERE length > 9;";

class HarbourDatabase {
 public:
  HarbourDatabase() : folder_(::testing::TempDir() + "/harbourXXXXXX") {
    EXPECT_NE(mkdtemp(folder_.data()), nullptr);
    sqlite3* raw = nullptr;
    EXPECT_EQ(sqlite3_open(path().c_str(), &raw), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(raw, kHarbourSql, nullptr, nullptr, nullptr),
              SQLITE_OK);
    sqlite3_close(raw);
    auto opened = OpenDatabase(path());
    EXPECT_TRUE(opened.ok()) << opened.status();
    if (opened.ok()) database_ = *std::move(opened);
  }
  ~HarbourDatabase() { std::filesystem::remove_all(folder_); }

  std::string path() const { return folder_ + "/harbour.db"; }
  Database& operator*() { return *database_; }
  Database* operator->() { return database_.get(); }
  Database* get() { return database_.get(); }

 private:
  std::string folder_;
  std::unique_ptr<Database> database_;
};

}  // namespace alhf::eval

#endif  // ALHF_TESTS_UNIT_EVAL_HARBOUR_DATABASE_H_
