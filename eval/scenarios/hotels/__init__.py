"""A group of nine hotels, its people and its pages, all made up."""

from . import accounts, front_desk, personnel, purchasing, revenue

SCENARIOS = [m.s for m in (revenue, front_desk, personnel, accounts,
                           purchasing)]
