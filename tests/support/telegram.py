"""A Bot API that answers from a script, in place of the network under python-telegram-bot."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegram.request import BaseRequest, RequestData

TOKEN = "7000000001:tests-only-this-token-opens-no-door-anywhere"

MEMBER_RIGHTS = {
    right: False
    for right in (
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    )
}

Params = dict[str, Any]
Reply = tuple[int, bytes]
Script = Callable[[str, Params], Reply | None]


def refuse(status: int, description: str, **parameters: int) -> Reply:
    """A refusal as the Bot API words it."""
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return status, json.dumps(body).encode()


def accept(result: Any) -> Reply:
    return 200, json.dumps({"ok": True, "result": result}).encode()


@dataclass
class Call:
    method: str
    params: Params


@dataclass
class ScriptedTelegram(BaseRequest):
    """Notes every call. `script` may answer one; what it leaves is accepted."""

    script: Script = field(default=lambda _method, _params: None)
    calls: list[Call] = field(default_factory=list)
    sent: list[Params] = field(
        default_factory=list
    )  # texts and files that were accepted, edits too
    files: dict[str, bytes] = field(default_factory=dict)  # by file_id, for getFile and download
    uploads: list[bytes] = field(default_factory=list)  # what came with sendDocument
    pictures: list[Params] = field(default_factory=list)  # sent, or put in place of others
    status: str = "member"  # what getChatMember says of anybody

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def posted(self, body: bytes) -> Reply:
        """A sendMessage of delivery, which does not go through python-telegram-bot."""
        call = Call("sendMessage", json.loads(body))
        self.calls.append(call)
        answer = self.script(call.method, call.params)
        return answer if answer is not None else self._accept(call)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> Reply:
        if "/file/" in url:
            return 200, self.files[url.rpartition("/")[2]]
        call = Call(url.rpartition("/")[2], request_data.parameters if request_data else {})
        self.calls.append(call)
        if request_data is not None and request_data.contains_files:
            parts = (request_data.multipart_data or {}).values()
            self.uploads += [content for _, content, _ in parts if isinstance(content, bytes)]
        answer = self.script(call.method, call.params)
        return answer if answer is not None else self._accept(call)

    def _accept(self, call: Call) -> Reply:
        if call.method == "getMe":
            return accept({"id": 7, "is_bot": True, "first_name": "Desk", "username": "desk_bot"})
        if call.method == "getUpdates":
            return accept([])
        if call.method == "getFile":
            id_ = call.params["file_id"]
            return accept({"file_id": id_, "file_unique_id": id_, "file_path": id_})
        if call.method == "getChatMember":
            user = {"id": call.params["user_id"], "is_bot": False, "first_name": "Ana"}
            return accept({"status": self.status, "user": user, **MEMBER_RIGHTS})
        chat = {"id": call.params.get("chat_id", 0), "type": "private", "first_name": "A"}
        if call.method in ("sendPhoto", "editMessageMedia"):
            self.pictures.append(call.params)
            size = {"file_unique_id": "u", "width": 1080, "height": 1080}
            photo = [{"file_id": f"picture{len(self.pictures)}", **size}]
            return accept({"message_id": 900, "date": 1, "chat": chat, "photo": photo})
        if call.method not in ("sendMessage", "editMessageText", "sendDocument"):
            return accept(True)
        self.sent.append(call.params)
        return accept({"message_id": len(self.sent), "date": 1, "chat": chat, "text": "x"})
