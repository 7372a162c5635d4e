"""Price sheets, CSV or XLSX, as desks export them: each row is a raw flash, and states a price.

    bytes → Grid (workbook, grid) → head of its columns (header) → a raw flash a row (split)
    a raw row → amounts, day, unit → Flash with its stated Price (row)

So a wrong row is kept aside under its own line and spoils no other, as with JSON Lines.
"""

from __future__ import annotations
