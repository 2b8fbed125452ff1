"""Maps of locations and a destination, drawn by ourselves: geometry only, no tiles, nothing from outside."""
