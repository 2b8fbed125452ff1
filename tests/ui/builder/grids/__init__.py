"""Decision tables as grids."""
