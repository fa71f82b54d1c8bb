"""`python -m bench`: measure, and print the ratios and the machine."""

import argparse
import logging
import sys
import warnings

from bench import crowd, door, engines, intake, large, levers, machine, pages, reports, scores, team

PARTS = ("scores", "intake", "reports", "team", "engines", "large", "levers", "pages", "door", "crowd")


def main() -> None:
    """Run what is asked for; ratios on the standard output, progress on the standard error."""
    asked = _arguments()
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    print(machine.description())
    if asked.what in ("scores", "all"):
        for ratio in scores.measured(asked.answers, asked.calls, _say):
            print(ratio, flush=True)
    if asked.what in ("intake", "all"):
        for ratio in intake.decoded(asked.imports):
            print(ratio, flush=True)
        for ratio in intake.measured(asked.workbook, asked.text, asked.imports, _say):
            print(ratio, flush=True)
    if asked.what in ("reports", "all"):
        for ratio in reports.measured(asked.reports, asked.campaign, _say):
            print(ratio, flush=True)
    if asked.what in ("team", "all"):
        for ratio in team.measured(asked.kams, asked.heatmaps, _say):
            print(ratio, flush=True)
    if asked.what in ("engines", "all"):
        for ratio in engines.measured(asked.kams, 7_500, asked.workbook, asked.heatmaps, _say):
            print(ratio, flush=True)
    # By itself: it takes minutes, and gigabytes of the disk.
    if asked.what == "large":
        for told in large.measured(asked.simulate, asked.kams, _say):
            print(told, flush=True)
    if asked.what in ("levers", "all"):
        for ratio in levers.measured(asked.clients, asked.heatmaps, _say):
            print(ratio, flush=True)
    if asked.what in ("pages", "all"):
        for ratio in pages.measured(asked.runs, _say):
            print(ratio, flush=True)
    if asked.what in ("door", "all"):
        for ratio in door.measured(asked.kams, asked.runs, _say):
            print(ratio, flush=True)
    if asked.what in ("crowd", "all"):
        for found in crowd.measured(asked.people, asked.seconds, _say):
            print(found, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("all", *PARTS), default="all")
    parser.add_argument("--answers", type=int, default=8_000_000, help="size of the database of the scores")
    parser.add_argument("--calls", type=int, default=300, help="calls of each kind for the scores")
    parser.add_argument(
        "--workbook",
        type=int,
        default=5_000,
        help="questionnaires in the workbook of the intake, and in the file that both engines import",
    )
    parser.add_argument("--text", type=int, default=100_000, help="questionnaires in its csv file")
    parser.add_argument("--imports", type=int, default=3, help="imports of each kind for the intake")
    parser.add_argument("--reports", type=int, default=12, help="reports made one by one")
    parser.add_argument("--campaign", type=int, default=40, help="reports of the campaign made on all cores")
    parser.add_argument(
        "--kams",
        type=int,
        default=1_000,
        help="KAMs of the heatmap, once more with ten times as many; KAMs and people at the door",
    )
    parser.add_argument("--simulate", type=int, default=100_000, help="KAMs of the large company")
    parser.add_argument("--clients", type=int, default=200_000, help="clients of the portfolio")
    parser.add_argument("--heatmaps", type=int, default=20, help="heatmaps and reruns of their page")
    parser.add_argument("--runs", type=int, default=20, help="reruns and clicks of each kind for the pages")
    parser.add_argument("--people", type=int, default=50, help="people who click at once")
    parser.add_argument("--seconds", type=int, default=60, help="for how long they do; 900 is a soak")
    return parser.parse_args()


def _say(what: str) -> None:
    print(f"  … {what}", file=sys.stderr, flush=True)


main()
