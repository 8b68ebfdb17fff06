#include "tests/unit/components/sql_generator/library.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "components/sql_generator/printer.h"

namespace alhf::sql_generator {

TempFolder::TempFolder() {
  std::string pattern = absl::StrCat(::testing::TempDir(), "sqlgen.XXXXXX");
  if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TempFolder::Write(absl::string_view name,
                              absl::string_view text) const {
  std::string file = absl::StrCat(path_, "/", name);
  std::ofstream(file) << text;
  return file;
}

std::string LibrarySql() {
  return R"sql(
CREATE TABLE branches (
  id INTEGER PRIMARY KEY, title TEXT NOT NULL, city TEXT NOT NULL);
CREATE TABLE readers (
  id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, country TEXT,
  branch_id INTEGER NOT NULL REFERENCES branches (id),
  joined_on DATE NOT NULL, is_staff BOOLEAN NOT NULL);
CREATE TABLE books (
  id INTEGER PRIMARY KEY, title TEXT NOT NULL, genre TEXT NOT NULL,
  price NUMERIC(8, 2) NOT NULL);
CREATE TABLE loans (
  id INTEGER PRIMARY KEY,
  reader_id INTEGER NOT NULL REFERENCES readers (id),
  book_id INTEGER NOT NULL REFERENCES books (id),
  desk_id INTEGER REFERENCES branches (id),
  loaned_on DATE NOT NULL, state TEXT NOT NULL, fee NUMERIC(8, 2) NOT NULL);
CREATE TABLE waivers (
  id INTEGER PRIMARY KEY, loan_id INTEGER NOT NULL REFERENCES loans (id),
  waived NUMERIC(8, 2) NOT NULL);

INSERT INTO branches VALUES (1, 'Harbour', 'Rell'), (2, 'Hilltop', 'Rell'),
  (3, 'Mill', 'Osk');
INSERT INTO readers VALUES
  (1, 'Ana Brook', 'Germany', 1, '2023-02-01', FALSE),
  (2, 'Bo Reed', 'France', 1, '2024-05-09', FALSE),
  (3, 'Cleo Marsh', 'Germany', 2, '2024-11-30', FALSE),
  (4, 'Dan Field', NULL, 3, '2025-03-15', FALSE),
  (5, 'Eve Stone', 'Spain', 3, '2025-06-01', TRUE),
  (6, 'Flo Lake', 'Spain', 2, '2025-12-30', FALSE);
INSERT INTO books VALUES (1, 'Tides', 'novel', 12.5), (2, 'Ferns', 'guide', 30),
  (3, 'Owls', 'guide', 18), (4, 'Night', 'novel', 9);
INSERT INTO loans VALUES
  (1, 1, 1, 1, '2024-12-30', 'returned', 2),
  (2, 1, 2, 1, '2025-01-01', 'returned', 4),
  (3, 2, 3, 2, '2025-01-05', 'late', 6),
  (4, 3, 1, NULL, '2025-01-06', 'returned', 2),
  (5, 3, 4, 3, '2025-06-15', 'lost', 20),
  (6, 4, 2, 3, '2025-11-02', 'returned', 4),
  (7, 5, 3, 1, '2025-12-28', 'returned', 6),
  (8, 1, 4, NULL, '2025-12-29', 'late', 9),
  (9, 2, 1, 2, '2025-12-31', 'returned', 2),
  (10, 4, 3, 3, '2026-01-02', 'out', 6);
INSERT INTO waivers VALUES (1, 3, 1.5), (2, 5, 5), (3, 5, 2.5), (4, 8, 9);
)sql";
}

std::string LibrarySemantic() {
  return R"pb(
    tables { table: "loans" names: "borrowing" verbs: "borrowed" verbs: "made" }
    tables {
      table: "readers"
      names: "member"
      label_column: "full_name"
      date_column: "joined_on"
    }
    tables { table: "waivers" amount: "waived" }
    measures {
      name: "fee income"
      synonyms: "takings"
      table: "loans"
      expression: "fee"
    }
    dimensions { name: "branch" table: "branches" column: "title" }
    dimensions { name: "nation" table: "readers" column: "country" }
    filters {
      name: "overdue"
      conditions {
        table: "loans"
        column: "state"
        one_of { values: "late" values: "lost" }
      }
    }
    values {
      table: "readers"
      column: "country"
      value: "Germany"
      synonyms: "german"
    }
    ignored_words: "coin"
  )pb";
}

std::string WorkshopSql() {
  return R"sql(
CREATE TABLE owners (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, club TEXT,
  signup_date DATE NOT NULL);
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES owners (id),
  brought_date DATE NOT NULL, mended_date DATE, urgency TEXT NOT NULL,
  charge NUMERIC(8, 2) NOT NULL, deposit NUMERIC(8, 2) NOT NULL,
  hours INTEGER NOT NULL, is_gift BOOLEAN NOT NULL);
CREATE TABLE credits (
  id INTEGER PRIMARY KEY, job_id INTEGER NOT NULL REFERENCES jobs (id),
  amount NUMERIC(8, 2) NOT NULL);

INSERT INTO owners VALUES (1, 'Ada', 'Rovers', '2024-12-30'),
  (2, 'Ben', NULL, '2025-02-11'), (3, 'Cem', 'Rovers', '2025-07-01'),
  (4, 'Dot', NULL, '2025-08-20');
INSERT INTO jobs VALUES
  (1, 1, '2024-12-30', '2025-01-04', 'high', 100, 10, 2, FALSE),
  (2, 1, '2025-01-31', '2025-02-02', 'low', 40, 5, 1, FALSE),
  (3, 2, '2025-03-10', NULL, 'high', 60, 0, 3, FALSE),
  (4, 2, '2025-06-15', '2025-07-31', 'extra delicate', 80, 20, 4, TRUE),
  (5, 3, '2025-07-31', '2026-01-02', 'low', 20, 0, 1, FALSE),
  (6, 3, '2025-12-20', NULL, 'low', 30, 10, 2, TRUE);
INSERT INTO credits VALUES (1, 1, 25), (2, 4, 10), (3, 4, 5);
)sql";
}

std::string WorkshopSemantic() {
  return R"pb(
    tables { table: "owners" names: "customer" date_column: "signup_date" }
    tables {
      table: "jobs"
      names: "repair"
      verbs: "brought"
      date_column: "brought_date"
      amount: "charge"
    }
    tables { table: "credits" verbs: "credited" amount: "amount" }
    measures {
      name: "income"
      synonyms: "earnings"
      table: "jobs"
      expression: "charge"
    }
    measures { name: "hours spent" table: "jobs" expression: "hours" }
    filters {
      name: "gift"
      conditions { table: "jobs" column: "is_gift" is_true: true }
    }
  )pb";
}

std::vector<std::string> LibraryQuestions() {
  std::vector<std::string> questions;
  for (const char* measure :
       {"how many loans", "takings", "average fee of loans",
        "lowest and highest fee of loans",
        "how many different nations of loans", "how many readers"}) {
    for (const char* filter :
         {"", " in 2025", " in Germany", " not in Germany", " that are late",
          " with loans over 5", " without waivers", " over 3",
          " in the last 90 days", " by staff members in 2025",
          " in Germany or Spain since 2024-12-30"}) {
      for (const char* dimension :
           {"", " per genre", " per year", " per quarter", " per month",
            " per week", " per day of the week", " per day", " per member",
            " per branch and year", " per nation and week and genre"}) {
        questions.push_back(absl::StrCat(measure, filter, dimension));
      }
    }
  }
  return questions;
}

void LoadSqlite(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  char* error = nullptr;
  // Once on the disk is as often as the test needs it.
  const std::string all =
      absl::StrCat("PRAGMA synchronous = OFF; BEGIN;", sql, "; COMMIT");
  sqlite3_exec(database, all.c_str(), nullptr, nullptr, &error);
  ASSERT_EQ(error, nullptr) << error;
  sqlite3_close(database);
}

absl::Time LibraryNow() {
  return absl::FromCivil(absl::CivilHour(2026, 1, 15, 12), absl::UTCTimeZone());
}

Library::Library(const std::string& sql, const std::string& semantic) {
  LoadSqlite(folder() + "/library.db", sql);
  folder_.Write("semantic.textproto", semantic);
  database_ = Open();
  const auto catalog = database_->CatalogOf(0);
  EXPECT_TRUE(catalog.ok()) << catalog.status();
  if (catalog.ok()) catalog_ = *catalog;
}

Understood Library::Understand(const std::string& question,
                               const Settings& settings) const {
  const auto understood =
      SqlEngine(*database_).Understand({question, LibraryNow(), ""}, settings);
  EXPECT_TRUE(understood.ok()) << understood.status();
  return understood.value_or(Understood());
}

std::string Library::Sql(const std::string& question,
                         const Settings& settings) const {
  const Understood understood = Understand(question, settings);
  if (!understood.built.ok) {
    return absl::StrCat("refused: ", understood.built.refusal.reason());
  }
  const auto sql = Print(understood.built.tree, understood.dialect);
  EXPECT_TRUE(sql.ok()) << sql.status();
  return absl::StrReplaceAll(sql.value_or(""), {{"\n ", ""}, {"\n", " "}});
}

std::string Library::Rows(const std::string& question,
                          const Settings& settings) const {
  const auto output =
      SqlEngine(*database_)
          .Answer(Understand(question, settings), absl::Seconds(10));
  EXPECT_TRUE(output.ok()) << output.status();
  if (!output.ok()) return "";
  if (output->has_refusal()) {
    return absl::StrCat("refused: ", output->refusal().reason());
  }
  return RowsOf(output->table());
}

std::unique_ptr<Database> Library::Open(const std::string& second_uri) const {
  Config config;
  config.set_semantic_file("semantic.textproto");
  for (const std::string& uri : {uri(), second_uri}) {
    if (uri.empty()) continue;
    auto& entry = *config.add_databases();
    entry.set_name("library");
    entry.set_uri(uri);
  }
  auto database = Database::Make(config, folder(), clock_);
  EXPECT_TRUE(database.ok()) << database.status();
  return database.ok() ? *std::move(database) : nullptr;
}

std::unique_ptr<SqlGenerator> Library::Generator(
    const std::string& second_uri) const {
  return std::make_unique<SqlGenerator>(Open(second_uri), clock_);
}

std::string RowsOf(const v1::Table& table) {
  std::vector<std::string> rows;
  for (const v1::Row& row : table.rows()) {
    std::vector<std::string> cells;
    for (const v1::Cell& cell : row.cells()) {
      switch (cell.value_case()) {
        case v1::Cell::kText:
          cells.push_back(cell.text());
          break;
        case v1::Cell::kInteger:
          cells.push_back(absl::StrCat(cell.integer()));
          break;
        case v1::Cell::kNumber:
          cells.push_back(absl::StrCat(cell.number()));
          break;
        case v1::Cell::kBoolean:
          cells.push_back(cell.boolean() ? "true" : "false");
          break;
        case v1::Cell::VALUE_NOT_SET:
          cells.push_back("-");
      }
    }
    rows.push_back(absl::StrJoin(cells, "|"));
  }
  return absl::StrJoin(rows, " ");
}

}  // namespace alhf::sql_generator
