"""A record shop over the public Chinook database."""

from .record_shop import s

SCENARIOS = (s,)
