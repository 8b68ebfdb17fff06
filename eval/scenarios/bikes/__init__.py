"""A bicycle rental, made up."""

from .rental import s

SCENARIOS = (s,)
