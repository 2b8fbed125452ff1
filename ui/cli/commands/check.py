"""`switchyard check`: everything that is wrong with a ruleset in YAML."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.data import DatabaseUrl, examples, known_if_any, read_text
from ui.cli.output import REFUSED, AsJson, plain_problem, print_json

if TYPE_CHECKING:
    from rulesets.problems import Problem

File = Annotated[str, typer.Argument(help="A YAML file, or - for the input.")]


def add_to(cli: typer.Typer) -> None:
    lines = ("switchyard check rules.yaml", "switchyard rules export | switchyard check -")
    cli.command(epilog=examples(*lines))(check)


def check(file: File, as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """Find everything that is wrong with a ruleset, with its place and the remedy, and run its tests. With a
    retailer's data at hand, the locations and SKUs that it names are looked up too."""
    from engine.testing import red_tests
    from rulesets.problems import Refused
    from rulesets.reading import read_yaml

    text = read_text(file)
    problems: tuple[Problem, ...] = ()
    try:
        ruleset = read_yaml(text, known_if_any(database_url))
        problems = red_tests(ruleset)
    except Refused as refused:
        problems = refused.problems
    if as_json:
        print_json([plain_problem(problem) for problem in problems])
    elif problems:
        typer.echo("\n".join(str(problem) for problem in problems))
    else:
        tests = f"; its tests ({len(ruleset.tests)}) pass" if ruleset.tests else ""
        typer.echo(f"{ruleset.name}: {len(ruleset.rules)} rules, no problems{tests}.")
    if problems:
        raise typer.Exit(REFUSED)
