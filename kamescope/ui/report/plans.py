"""What a hand-out says of plans: of this campaign whole, of the one before what became of it."""

from dataclasses import replace

from kamescope.reports.report_spec import ReportSpec
from kamescope.service import Question, Service, WholePlan


def with_plans(door: Service, pair: tuple[str, str], spec: ReportSpec) -> ReportSpec:
    """The same with both plans of a campaign and KAM (tokens), as far as the viewer may read them.

    Whoever signed in and is told one whole leaves that they read it. `door`: of the run that offered the hand-out, for
    it may be made when that has ended.
    """
    plan, reviewed = door.plan(*pair), door.plan_before(*pair)
    if not (isinstance(plan, WholePlan) and plan.priorities):
        return replace(spec, reviewed=reviewed)
    if door.viewer.roles:
        door.trace_opening(Question(*pair), "read_plan")
    return replace(spec, plan=plan.priorities, reviewed=reviewed)
