"""Tables: the retailer, its locations, tariffs and products."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from engine.records.types import BigId, Instant


class RetailerRecord(SQLModel, table=True):
    """The one retailer. `setup_token` is renewed whenever retailer, locations or tariff change, so what
    was read under one token may be kept in memory. `note` is shown on the screens."""

    __tablename__ = "retailer"

    id: int = Field(default=1, primary_key=True)
    name: str
    currency: str
    zone: str
    country: str
    note: str = ""
    setup_token: str


class LocationRecord(SQLModel, table=True):
    """A location. `document` is the whole `model.Location` but for `closed_until`."""

    __tablename__ = "locations"

    code: str = Field(primary_key=True)
    name: str
    kind: str
    closed_until: datetime | None = Field(default=None, sa_type=Instant)
    document: dict[str, Any] = Field(sa_type=JSON)


class TariffRecord(SQLModel, table=True):
    """A tariff. One is live at a time; the others are kept for what was decided under them."""

    __tablename__ = "tariffs"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    version: str = Field(unique=True)
    live: bool = False
    created_at: datetime = Field(sa_type=Instant)
    document: dict[str, Any] = Field(sa_type=JSON)


class ProductRecord(SQLModel, table=True):
    """A product of the catalogue. `unit_price` is the usual price, minor units; None is unknown."""

    __tablename__ = "products"

    sku: str = Field(primary_key=True)
    name: str
    category: str | None = None
    unit_price: int | None = None
    weight_g: int | None = None
    volume_ml: int | None = None
    tags: list[str] = Field(default_factory=list, sa_type=JSON)
    fragile: bool | None = None
    oversize: bool | None = None
    hazardous: bool | None = None
    backorderable: bool | None = None
