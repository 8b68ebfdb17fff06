"""Regular expressions (ECMAScript, no look-behind) of figures in a text."""

from scenario import Ranked

# No 1-2 or 4+ digits behind a decimal mark, but some figure.
NO_CENTS = r"^(?![^]*[0-9][.,](?:[0-9]{1,2}|[0-9]{4,})(?![0-9]))[^]*[0-9]"
# No "10 pm", "7 a.m."; some figure.
NO_AM_PM = r"^(?![^]*[0-9] ?[ap]\.?m\b)[^]*[0-9]"
EUR = r"\bEUR\b"
NUMBERED = r"(^|\n)\W{0,3}1\W[^]*\n\W{0,3}2\W"


def _whole(n):
    return f"{n:,}".replace(",", "[,. ']?")


class Figure(Ranked):
    """The only figure of `sql`, in one of the forms: whole, cents, k."""

    def __init__(self, sql, forms="whole cents k"):
        super().__init__(sql)
        self._forms = forms.split()

    def value(self, database):
        v = database.execute(self._sql).fetchone()[0]
        if not v:
            raise ValueError(f"nothing: {self._sql}")
        made = []
        if "whole" in self._forms:
            made.append(_whole(round(v)) + "(?![0-9])")
            made.append(_whole(int(v)) + "(?![0-9])")
        if "k" in self._forms:
            made.append(f"{v / 1000:.1f}".replace(".", "[.,]") + " ?k")
        if "k" in self._forms and "cents" in self._forms:
            made.append(f"{v / 1000:.2f}".replace(".", "[.,]") + " ?k")
        return "(^|[^0-9.,])(" + "|".join(dict.fromkeys(made)) + ")"
