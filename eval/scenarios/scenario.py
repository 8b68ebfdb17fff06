"""How the scenarios of this folder are written down.

  s = Scenario("shop")
  s.guideline("tests", where="customer", check=("sql_contains", "is_test"))
  s.record("tests", "sql", "How many customers do we have?",
           "Leave out test accounts.")
  s.ask("rows customer", [("rows_equal_sql", "SELECT …", "tests")],
        "How many customers signed up in 2025?", "new customers in 2025")

A guideline may apply where a question's words of kind hold one of `where`,
and where a check names it. Its own `check` is made of each question whose
words of kind hold one of `checked` (else of `where`), unless they say
"-GUIDELINE".
"""

import sqlite3

COMPONENTS = {"sql": "sql_generator", "retriever": "retriever",
              "writer": "answer_writer"}


class Ranked:
    """A regular expression: the first column of some rows, in their order."""

    def __init__(self, sql):
        self._sql = sql

    def value(self, database):
        return "[^]*".join(str(row[0]) for row in database.execute(self._sql))


class Scenario:

    # What "today" is: rolling dates in checks count from here.
    NOW = "2026-11-02T09:00:00Z"

    def __init__(self, name):
        self.name = name
        self._guidelines = {}  # name: (where, checked, checks)
        self._records = []
        self._questions = []  # (family, kinds, checks, text, may)
        self._families = 0

    ranked = staticmethod(Ranked)

    def guideline(self, name, where="", check=(), checked=None):
        checks = check if isinstance(check, list) else [check] if check else []
        where = set(where.split())
        self._guidelines[name] = (
            where, set(checked.split()) if checked else where, checks)

    def record(self, guideline, component, question, text, after=(),
               supersedes=(), noise=""):
        components = [component] if isinstance(component, str) else component
        number = 1 + sum(r["guideline"] == guideline for r in self._records)
        record = {"id": f"{guideline}.{number}", "guideline": guideline,
                  "question": question, "text": text,
                  "assign": [COMPONENTS[c] for c in components]}
        for key, guidelines in (("after", after), ("supersedes", supersedes)):
            ids = [r["id"] for r in self._records
                   if r["guideline"] in guidelines]
            if ids:
                record[key] = ids
        if noise:
            record["noise"] = noise
        self._records.append(record)

    def ask(self, kinds, checks, *texts, may=()):
        self._families += 1
        for text in texts:
            self._questions.append((f"{self.name}.{self._families}",
                                    kinds.split(), checks, text, may))

    def ask_untaught(self, family, check, texts):
        """Questions that nothing applies to, of the file's shared ones."""
        for text in texts:
            self._questions.append((family, [], [check], text, ()))

    def _question(self, family, kinds, checks, text, may, database):
        applies, made = set(may), []

        def add(kind, value, about):
            if isinstance(value, Ranked):
                value = value.value(database)
            if kind == "rows_equal_sql":
                first = database.execute(value).fetchone()
                if not first or first[-1] in (None, 0):
                    raise ValueError(f"{self.name}: no rows: {value}")
            made.append({"kind": kind, "value": value, "for": about})

        for check in checks:
            about = check[2] if len(check) > 2 else "completeness"
            add(check[0], check[1], about)
            if about != "completeness":
                applies.update([about] if isinstance(about, str) else about)
        for name, (where, checked, own) in self._guidelines.items():
            if where & set(kinds):
                applies.add(name)
            if checked & set(kinds) and "-" + name not in kinds:
                for kind, value in own:
                    add(kind, value, name)
        unknown = applies - set(self._guidelines)
        if unknown:
            raise ValueError(f"{self.name}: no guideline {unknown}: {text}")
        return {"text": text, "family": family,
                "applies": [g for g in self._guidelines if g in applies],
                "checks": made}

    def to_json(self, database):
        return {"id": self.name, "now": self.NOW, "feedback": self._records,
                "questions": [self._question(*q, database)
                              for q in self._questions]}


def open_database(sql):
    """A database in memory, of the statements `sql`."""
    database = sqlite3.connect(":memory:")
    database.executescript(sql)
    return database
