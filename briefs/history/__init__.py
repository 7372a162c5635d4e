"""Prices over time: series, the board, tables, movers, and what is coming.

    stored facts → load → Series → board, table, chart, movers

A series holds one thing only: one material, place, unit, tax and kind of price. Grades are not
mixed, nor premiums with prices; where a figure is computed, its inputs go with it.
"""

from __future__ import annotations

from briefs.history.series import Point, Series, main_series, series_of

__all__ = ["Point", "Series", "main_series", "series_of"]
