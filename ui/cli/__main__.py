"""The command line without its script: `python -m ui.cli`."""

from ui.cli.app import main

main()
