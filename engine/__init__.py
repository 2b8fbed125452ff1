"""What happens to an order: deciding, committing, watching, simulating."""
