"""Decision tables as grids: what they hold, how they are edited, pasted, exported and imported. Pure."""
