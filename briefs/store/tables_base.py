"""The base of all tables, and how their constraints are named."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlmodel import SQLModel

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """Base of ours alone, so that its metadata holds nothing but these tables."""

    metadata = MetaData(naming_convention=NAMES)
