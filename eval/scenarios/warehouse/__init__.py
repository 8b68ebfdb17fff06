"""A wholesaler with two warehouses, its people and its pages, all made up."""

from .people import dispatch, finance, purchasing, sales, service

SCENARIOS = [p.s for p in (dispatch, finance, service, purchasing, sales)]
