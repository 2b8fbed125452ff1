"""What may be set from outside: where the data lies, which database, and the address to serve at."""

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, field_validator

DEFAULT_PORT = 3700
DEFAULT_HOST = "127.0.0.1"
DATA, DATABASE, PORT, HOST = "SWITCHYARD_DATA", "DATABASE_URL", "SWITCHYARD_PORT", "SWITCHYARD_HOST"


class Settings(BaseModel):
    """One program's settings. `database_url` is SQLAlchemy's; empty means SQLite in the data folder."""

    model_config = ConfigDict(frozen=True)

    data: Path = Field(default_factory=lambda: user_data_path("switchyard", appauthor=False))
    database_url: str = Field(default="", validate_default=True)
    host: str = DEFAULT_HOST
    port: int = Field(default=DEFAULT_PORT, ge=0, le=65535)

    @field_validator("data")
    @classmethod
    def _absolute(cls, data: Path) -> Path:
        return data.expanduser().absolute()

    @field_validator("host")
    @classmethod
    def _loopback_only(cls, host: str) -> str:
        if host == "localhost" or _is_loopback(host):
            return host
        raise ValueError(
            f"Switchyard has no sign-in yet, so it listens on this machine only: "
            f"use 127.0.0.1, ::1 or localhost instead of {host!r}."
        )

    @field_validator("database_url")
    @classmethod
    def _driver_named(cls, url: str) -> str:
        """PostgreSQL's own spelling of the address, as hosting companies hand it out, is good enough."""
        for plain in ("postgres://", "postgresql://"):
            if url.startswith(plain):
                return "postgresql+psycopg://" + url.removeprefix(plain)
        return url

    @property
    def database(self) -> str:
        """The database's URL, with SQLite in the data folder when none was named."""
        return self.database_url or f"sqlite:///{self.data / 'switchyard.db'}"

    @property
    def address(self) -> str:
        """What a person types into the browser."""
        return f"http://{_in_url(self.host)}:{self.port}"

    @property
    def origins(self) -> tuple[str, ...]:
        """The pages that may speak to this program: its own, under each name that loopback has."""
        hosts = dict.fromkeys((_in_url(self.host), "127.0.0.1", "localhost"))
        return tuple(f"http://{host}:{self.port}" for host in hosts)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read the variables that are set. Raises pydantic's ValidationError, which names the wrong field."""
        names = {"data": DATA, "database_url": DATABASE, "port": PORT, "host": HOST}
        return cls.model_validate(
            {field: environ[name] for field, name in names.items() if environ.get(name)}
        )

    def as_environment(self) -> dict[str, str]:
        """The variables that make `from_environment` give these settings again."""
        return {DATA: str(self.data), DATABASE: self.database_url, PORT: str(self.port), HOST: self.host}


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
