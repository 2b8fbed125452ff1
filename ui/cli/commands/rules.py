"""`switchyard rules`: rulesets as YAML, out of the program and in."""

from typing import Annotated

import typer

from ui.cli.data import DatabaseUrl, Revision, Who, data, examples, known, now, read_text
from ui.cli.output import AsJson, echo_note, print_json

File = Annotated[str, typer.Argument(help="A YAML file, or - for the input.")]


def add_to(cli: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="Rulesets as YAML: out of the program, and in.")
    out = ("switchyard rules export > rules.yaml", "switchyard rules export --revision 3")
    group.command(epilog=examples(*out))(export)
    group.command("import", epilog=examples("switchyard rules import rules.yaml"))(import_)
    cli.add_typer(group, name="rules")


def export(revision: Revision = None, as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """Print a revision as YAML. Importing it again gives the same revision."""
    from rulesets import revisions
    from rulesets.writing import to_data, to_yaml

    with data(database_url) as database, database.read() as session:
        found = revisions.live(session) if revision is None else revisions.revision(session, revision)
    if as_json:
        print_json({"revision": found.number, "hash": found.hash, "ruleset": to_data(found.ruleset)})
    else:
        typer.echo(to_yaml(found.ruleset), nl=False)


def import_(file: File, who: Who, as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """Keep a ruleset as a revision and make it the draft. It is not live until it is published."""
    from rulesets import revisions
    from rulesets.reading import read_yaml

    text = read_text(file)
    with data(database_url) as database:
        with database.read() as session:
            ruleset = read_yaml(text, known(session))
        made = database.transact(lambda session: revisions.import_ruleset(session, ruleset, who, now()))
    if as_json:
        print_json({"revision": made.number, "hash": made.hash})
        return
    typer.echo(f"Revision {made.number}")
    echo_note(f"It is the draft now. To make it live: switchyard publish {made.number} --reason …")
