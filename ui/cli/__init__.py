"""The command line `switchyard`: one module a command under `commands`, found by being there."""
