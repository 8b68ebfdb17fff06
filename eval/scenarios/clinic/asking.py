"""How the clinic's scenarios ask."""

from scenario import Scenario

COMPLETE = "completeness"


class Clinic(Scenario):

    NOW = "2025-10-01T09:00:00Z"

    def rows(self, kinds, sql, *texts, g=COMPLETE, may=()):
        """Questions that the rows of `sql` answer."""
        self.ask(kinds, [("rows_equal_sql", sql, g)], *texts, may=may)

    def page(self, kinds, words, *texts, g=COMPLETE, may=()):
        """Questions that pages answer: `words` are in the answer."""
        self.ask(kinds, [("answer_contains", words, g)], *texts, may=may)
