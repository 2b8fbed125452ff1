"""Orders keep everything that they say when they are written down as plain data."""

import json

from hypothesis import given, settings

from engine import documents
from engine.model import Order
from tests.properties.orders import orders


@settings(max_examples=300, deadline=None)
@given(orders())
def test_an_order_comes_back_as_it_was_written(placed: Order) -> None:
    assert documents.read_order(json.loads(json.dumps(documents.order(placed)))) == placed
