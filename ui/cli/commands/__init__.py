"""One module a command. Each has `add_to(cli)`; a new command is a new module here and nothing else."""
