"""The only queries on the engine's tables; one subject a file."""
