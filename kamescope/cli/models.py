"""Looking after model files: `model check`."""

from pathlib import Path

import click

from kamescope.cli import tables
from kamescope.cli.context import REFUSED, Context, with_json
from kamescope.errors import Issue, ModelError
from kamescope.model import Model
from kamescope.model_file import load_model


@click.group("model")
def model_group() -> None:
    """Look after model files."""


@model_group.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@with_json
def model_check_command(context: Context, file: Path) -> None:
    """Check a model file and say everything that is wrong with it."""
    model, issues = _checked_model(file)
    document = {
        "ok": model is not None,
        "factors": len(model.factors) if model else None,
        "sub_factors": sum(len(f.sub_factors) for f in model.factors if not f.is_plain) if model else None,
        "items": len(model.items) if model else None,
        "open_questions": len(model.open_questions) if model else None,
        "issues": [
            {
                "severity": issue.severity,
                "code": issue.code,
                "table": issue.facts.get("table"),
                "key": issue.facts.get("key"),
                "message": context.say.error(issue),
            }
            for issue in issues
        ],
    }
    context.show(document, lambda: tables.model(context.say, document))
    if issues:
        raise SystemExit(REFUSED)


def _checked_model(file: Path) -> tuple[Model | None, tuple[Issue, ...]]:
    try:
        return load_model(file), ()
    except ModelError as error:
        return None, error.issues
