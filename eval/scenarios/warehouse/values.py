"""Expected values that are taken from the database, as regular expressions."""

import datetime
import decimal
import re

from scenario import Ranked, Scenario as _Base

NOW = "2025-10-01T08:00:00Z"


class Number(Ranked):
    """The one number of `sql`, to so many decimals, with or without
    separators of thousands, with a point or comma."""

    def __init__(self, sql, decimals=0, divide=1):
        super().__init__(sql)
        self._decimals, self._divide = decimals, divide

    def value(self, database):
        (number,) = database.execute(self._sql).fetchone()
        if not number:
            raise ValueError(f"no number: {self._sql}")
        value = decimal.Decimal(repr(round(number, 6))) / self._divide
        value = value.quantize(decimal.Decimal(1).scaleb(-self._decimals),
                               decimal.ROUND_HALF_UP)
        whole, _, fraction = str(value).partition(".")
        groups = []
        while whole:
            groups.insert(0, whole[-3:])
            whole = whole[:-3]
        text = "[,. ']?".join(groups) + (f"[.,]{fraction}" if fraction else "")
        return rf"(^|[^\d.,]){text}(?![\d]|[.,]\d)"


class Day(Ranked):
    """The one day of `sql`, as in 14 March 2025."""

    def value(self, database):
        (day,) = database.execute(self._sql).fetchone()
        day = datetime.date.fromisoformat(day[:10])
        return rf"(^|[^\d]){day.day} {day:%B} {day.year}"


class Scenario(_Base):
    """A question with rows gets a check of the table it must be about, if
    it has none that holds in any case."""

    def ask(self, kinds, checks, *texts, may=()):
        checks = list(checks)
        if all(len(check) > 2 and check[2] != "completeness" for check in checks):
            for kind, value, *_ in checks:
                sql = value._sql if isinstance(value, Ranked) else value
                if kind == "rows_equal_sql" or isinstance(value, Ranked):
                    table = re.search(r"FROM (\w+)", sql).group(1)
                    checks.append(("sql_contains", table))
                    break
        super().ask(kinds, checks, *texts, may=may)
