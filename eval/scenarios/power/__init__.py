"""A power supplier, its people and its pages, all made up."""

from .people import audit, care, grid, sales

SCENARIOS = (audit, care, grid, sales)
