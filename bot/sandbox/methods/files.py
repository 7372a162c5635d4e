"""Files: uploaded, sent again by their id, fetched."""

from __future__ import annotations

import hashlib
from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.methods.call import Call
from bot.sandbox.world import File, World

# core.telegram.org/bots/api#getfile, #sending-files
LARGEST_DOWNLOAD = 20 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")


def document(call: Call, name: str) -> dict[str, Any]:
    """The Document of an upload, or of a file already here. Raises Refusal."""
    number, file = _file(call, name)
    return document_of(number, file)


def photo(call: Call, name: str) -> list[dict[str, Any]]:
    number, file = _file(call, name)
    if len(file.data) > LARGEST_PHOTO:
        raise bad("file is too big")
    if not is_image(file.data):
        raise bad("IMAGE_PROCESS_FAILED")
    return photo_of(number, file)


def document_of(number: str, file: File) -> dict[str, Any]:
    return {
        "file_id": number,
        "file_unique_id": _unique(number),
        "file_name": file.name,
        "mime_type": file.media_type,
        "file_size": len(file.data),
    }


def photo_of(number: str, file: File) -> list[dict[str, Any]]:
    width, height = _size(file.data)
    return [
        {
            "file_id": number,
            "file_unique_id": _unique(number),
            "width": width,
            "height": height,
            "file_size": len(file.data),
        }
    ]


def is_image(data: bytes) -> bool:
    return data.startswith(IMAGES)


async def get_file(call: Call) -> Any:
    number = call.params.needed("file_id")
    file = _known(call.world, number)
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": number,
        "file_unique_id": _unique(number),
        "file_size": len(file.data),
        "file_path": f"files/{number}",
    }


async def get_profile_photos(call: Call) -> Any:
    return {"total_count": 0, "photos": []}


def _file(call: Call, name: str) -> tuple[str, File]:
    upload = call.params.files.get(name)
    if upload is None:
        source = call.params.text(name) or name
        part = source.removeprefix("attach://")
        upload = call.params.files.get(part)
        if upload is None:
            return part, _known(call.world, part)
    if not upload.data:
        raise bad("file must be non-empty")
    file = File(upload.name, upload.media_type, upload.data)
    return call.world.keep(file), file


def _known(world: World, number: str) -> File:
    if number not in world.files:
        raise bad("wrong file identifier/HTTP URL specified")
    return world.files[number]


def _unique(number: str) -> str:
    return hashlib.sha256(number.encode()).hexdigest()[:16]


def _size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG; of others the usual of a phone's screen."""
    if data.startswith(IMAGES[0]) and len(data) > 24:
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    return 1280, 960
