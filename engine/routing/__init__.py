"""Which locations may serve an order, and which plan is better."""
