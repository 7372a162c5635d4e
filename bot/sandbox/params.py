"""A request's parameters, wherever they stand: query, form, JSON, multipart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.errors import bad
from bot.sandbox.shapes import a_number, an_array, an_object, parse_json

LARGEST_UPLOAD = 50 * 1024 * 1024  # core.telegram.org/bots/faq


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """Values by name, and uploaded files by the name of their part."""

    values: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        if value is None:
            return None
        return json.dumps(value) if isinstance(value, dict | list) else str(value)

    def number(self, name: str) -> int | None:
        value = self.values.get(name)
        if value in (None, ""):
            return None
        return a_number(value, f"invalid {name} specified")

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes")

    def object(self, name: str) -> Any:
        """A value given as JSON, as text or already parsed."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return parse_json(value)
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def mapping(self, name: str, complaint: str) -> dict[str, Any]:
        """An object; empty where none was given. Raises Refusal for anything else."""
        value = self.object(name)
        return {} if value is None else an_object(value, complaint)

    def array(self, name: str, complaint: str) -> list[Any] | None:
        value = self.object(name)
        return None if value is None else an_array(value, complaint)

    def needed(self, name: str) -> str:
        value = self.text(name)
        if value in (None, ""):
            raise bad(f"{name} is empty")
        assert value is not None
        return value


async def read_params(request: Request) -> Params:
    """Raises Refusal for a body that does not parse."""
    values: dict[str, Any] = dict(request.query_params)
    files: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        body = await request.body()
        try:
            parsed = parse_json(body) if body else {}
        except ValueError:
            raise bad("can't parse JSON object") from None
        values |= parsed if isinstance(parsed, dict) else {}
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form(max_part_size=LARGEST_UPLOAD) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    files[name] = await _upload(value)
                else:
                    values[name] = value
    return Params(values, files)


async def _upload(part: UploadFile) -> Upload:
    data = await part.read(LARGEST_UPLOAD + 1)
    if len(data) > LARGEST_UPLOAD:
        raise bad("file is too big")
    return Upload(part.filename or "file", part.content_type or "application/octet-stream", data)
