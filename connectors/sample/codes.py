"""Reads the source's codes: SKUs, the codes that are charges and not goods, and country names."""

from typing import Literal

ChargeKind = Literal["carriage", "discount", "other"]

CHARGES: dict[str, ChargeKind] = {
    "POST": "carriage",
    "DOT": "carriage",
    "C2": "carriage",
    "23444": "carriage",
    "D": "discount",
    "M": "other",
    "S": "other",
    "B": "other",
    "BANK CHARGES": "other",
    "AMAZONFEE": "other",
    "CRUK": "other",
    "PADS": "other",
    "22016": "other",
    "23574": "other",
    "23702": "other",
}
"""Stock codes that are money on an invoice, by what the money is for: postage, carriage, next day
carriage; discount; manual, samples, bad debt, fees, cushion pads, a voucher, packing, an image file."""

VOUCHER = "GIFT_0001_"
"""Gift vouchers (`gift_0001_20`) are money too: nothing leaves a shelf."""

COUNTRIES: dict[str, str | None] = {
    "United Kingdom": "GB",
    "Australia": "AU",
    "Austria": "AT",
    "Bahrain": "BH",
    "Belgium": "BE",
    "Brazil": "BR",
    "Canada": "CA",
    "Cyprus": "CY",
    "Czech Republic": "CZ",
    "Denmark": "DK",
    "EIRE": "IE",
    "Finland": "FI",
    "France": "FR",
    "Germany": "DE",
    "Greece": "GR",
    "Hong Kong": "HK",
    "Iceland": "IS",
    "Israel": "IL",
    "Italy": "IT",
    "Japan": "JP",
    "Lebanon": "LB",
    "Lithuania": "LT",
    "Malta": "MT",
    "Netherlands": "NL",
    "Norway": "NO",
    "Poland": "PL",
    "Portugal": "PT",
    "RSA": "ZA",
    "Saudi Arabia": "SA",
    "Singapore": "SG",
    "Spain": "ES",
    "Sweden": "SE",
    "Switzerland": "CH",
    "USA": "US",
    "United Arab Emirates": "AE",
    "European Community": None,
    "Unspecified": None,
}
"""The source's country names -> ISO 3166-1 alpha-2; None where the source does not say a country.
`Channel Islands` is two countries and stands in `places.py`."""


def sku_of(code: str) -> str:
    """The SKU of a source code: the source writes some in both cases (`85123a`, `85123A`)."""
    return code.strip().upper()


def charge_kind(sku: str) -> ChargeKind | None:
    """What a charge is for; None when the SKU is goods."""
    if sku.startswith(VOUCHER):
        return "other"
    return CHARGES.get(sku)
