"""A clinic, its people and its pages, all made up."""

from .desk import billing, desk, lab, ward
from .offices import board, data, office, pharmacy
from .others import changes, hurried, house, relations, research

SCENARIOS = (desk, billing, ward, lab, pharmacy, office, data, board,
             relations, research, house, changes, hurried)
