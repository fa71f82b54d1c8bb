"""Blank questionnaires: `template`."""

from pathlib import Path

import click

from kamescope import places
from kamescope.cli import tables
from kamescope.cli.context import Context, with_json
from kamescope.cli.whole import write_whole
from kamescope.i18n import LANGUAGES
from kamescope.model_file import load_model


@click.command("template")
@click.option("--campaign", required=True, help="Campaign, by name or code; a new one as written.")
@click.option("--kam", default="", help="KAM, by id or name; a new one as written.")
@click.option("--group", default="", help="Rater group.")
@click.option("--wide", is_flag=True, help="An empty table for mass entry instead of one questionnaire.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the questionnaire.")
@click.option("--model", "model_file", type=click.Path(path_type=Path), help="Model file (TOML).")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write (xlsx).")
@with_json
def template_command(
    context: Context,
    campaign: str,
    kam: str,
    group: str,
    wide: bool,
    lang: str | None,
    model_file: Path | None,
    out: Path | None,
) -> None:
    """Write a blank questionnaire in Excel that comes back through import without any question."""
    # The maker of workbooks takes a while to load, and no other command needs it.
    from kamescope.reports.entry import blank_wide
    from kamescope.reports.names import blank_name
    from kamescope.reports.questionnaire import blank_questionnaire

    model = load_model(model_file or places.DEFAULT_MODEL)
    language = lang or context.say.language
    with context.door() as door:
        addressee = door.addressee(model, campaign, kam, group)
    content = blank_wide(addressee, language) if wide else blank_questionnaire(addressee, language)
    path = out or Path(blank_name(addressee, language, wide))
    write_whole(path, content)
    group = addressee.group
    items = len(addressee.model.group(group).items if group else addressee.model.items)
    whom = {"campaign": addressee.campaign, "kam": addressee.kam, "group": group}
    document = {"file": path.name, **whom, "items": items}
    context.show(document, lambda: tables.template(context.say, document))
