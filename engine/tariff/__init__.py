"""The tariff: zones, prices and surcharges, and the CSV by which a person replaces it."""
