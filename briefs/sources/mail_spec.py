"""What an operator writes of a mailbox in `sources.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, model_validator

from briefs.sources.failures import FetchError, Reason
from briefs.sources.spec import SourceSpec


class MailSpec(SourceSpec):
    """A mailbox as sources.toml has it."""

    kind: Literal["mail"]
    host: str = Field(min_length=1, description="the IMAP server")
    port: int | None = Field(
        None, ge=1, le=65535, description="993, or 143 without TLS from the start"
    )
    security: Literal["tls", "starttls", "none"] = Field(
        "tls", description="tls, starttls, or none: then the password can be read on the way"
    )
    user: str = Field(min_length=1, description="the name to log in with")
    password: SecretStr | None = Field(None, description="its password")
    password_file: Path | None = Field(None, description="or the file whose first line it is")
    folder: str = Field("INBOX", description="the folder of the mailbox")
    senders: tuple[str, ...] = Field(
        min_length=1, description="whose mails are read: news@wire.example, or @wire.example"
    )
    signed_for: str | None = Field(
        None, description="our mail server's name in Authentication-Results: DKIM must have passed"
    )
    seen: bool = Field(False, description="mark mails as seen that were read")
    days: int = Field(7, ge=0, le=3650, description="how far back the first look goes")

    @model_validator(mode="after")
    def _has_one_password(self) -> MailSpec:
        if (self.password is None) == (self.password_file is None):
            raise ValueError("write either password or password_file")
        for sender in self.senders:
            if "@" not in sender or sender.endswith("@"):
                raise ValueError(
                    f"senders: {sender!r} is no address, nor a domain such as @wire.example"
                )
        return self

    def secret(self) -> str:
        """The password. Raises FetchError."""
        if self.password is not None:
            return self.password.get_secret_value()
        assert self.password_file is not None
        try:
            return self.password_file.read_text(encoding="utf-8").split("\n")[0].strip()
        except (OSError, UnicodeDecodeError) as error:
            raise FetchError(
                Reason.LOGIN_NEEDED, f"password_file cannot be read: {error}"
            ) from error
