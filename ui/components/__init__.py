"""The parts that pages are put together from; how each looks stands in assets/*.css."""
