"""Try it, beside the builder: an order on the rules of the draft, and the tests of its rules."""
