"""Who is looking, at whom, and what they may change."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum


class Task(StrEnum):
    """What may be changed, given or taken along whole; each use case that does names the one it needs."""

    IMPORT = "import"
    UNDO = "undo"
    OPEN_CAMPAIGN = "open_campaign"
    RELEASE = "release"
    EXPECT = "expect"
    DEMO = "demo"
    BACK_UP = "back_up"
    GRANT = "grant"
    SHARE = "share"
    AUDIT = "audit"
    ERASE = "erase"
    EXPORT = "export"
    PLAN = "plan"
    REVIEW = "review"
    LEVER = "lever"


class Role(StrEnum):
    """What somebody comes as; docs/design.md says what each may see and do."""

    KAM = "kam"
    MANAGER = "manager"
    COACH = "coach"
    LEAD = "lead"
    ADMIN = "admin"


TASKS: dict[Role, frozenset[Task]] = {
    Role.KAM: frozenset({Task.PLAN, Task.LEVER}),
    Role.MANAGER: frozenset({Task.LEVER}),
    Role.COACH: frozenset({Task.SHARE, Task.PLAN, Task.REVIEW, Task.LEVER}),
    Role.LEAD: frozenset({Task.LEVER}),
    Role.ADMIN: frozenset(Task) - {Task.SHARE, Task.PLAN, Task.REVIEW},
}
"""What each role may change."""
WAITS = frozenset({Role.KAM, Role.MANAGER, Role.LEAD})
"""Roles that see results only once they are released to them."""
SEES_RESULTS = frozenset(Role) - {Role.ADMIN}
"""Roles that see results at all."""
COMPARES = frozenset({Role.MANAGER, Role.COACH, Role.LEAD})
"""Roles that are about several people."""


class PlanRight(IntEnum):
    """How far somebody may go with a plan; each right includes those before it."""

    NOTHING = 0
    TITLES = 1
    READ = 2
    WRITE = 3


PLAN_RIGHTS: dict[Role, PlanRight] = {
    Role.KAM: PlanRight.WRITE,
    Role.MANAGER: PlanRight.READ,
    Role.COACH: PlanRight.WRITE,
    Role.LEAD: PlanRight.TITLES,
}
"""What each role that sees results may do with the plans of those it is granted on."""
PREPARES = frozenset({Role.COACH})
"""Roles that prepare the conversation with those they are granted on, and release their results."""


class CommentRight(IntEnum):
    """How far somebody may go with comments; each right includes those before it."""

    NOTHING = 0
    READ = 1
    REVIEW = 2


COMMENT_RIGHTS: dict[Role, CommentRight] = {
    Role.KAM: CommentRight.READ,
    Role.MANAGER: CommentRight.READ,
    Role.COACH: CommentRight.REVIEW,
    Role.LEAD: CommentRight.NOTHING,
}
"""What each role that sees results may do with the comments on those it is granted on."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The KAMs a viewer may see, by token, and in which campaigns (tokens of both); None is all there is.

    `later`: those that they see once they are released to them. `reads`, `writes`: those among the pairs whose plan
    they may read as a whole, or write too. `hears`, `reviews`: those whose comments they may read, or review too.
    `coached`: those with whom they prepare the conversation. `versions`: what was given to them, by campaign, KAM and
    number of the release, be it reopened since.
    """

    kams: frozenset[str] | None = None
    pairs: frozenset[tuple[str, str]] | None = None
    later: frozenset[tuple[str, str]] = frozenset()
    reads: frozenset[tuple[str, str]] = frozenset()
    writes: frozenset[tuple[str, str]] = frozenset()
    hears: frozenset[tuple[str, str]] = frozenset()
    reviews: frozenset[tuple[str, str]] = frozenset()
    coached: frozenset[tuple[str, str]] = frozenset()
    versions: frozenset[tuple[str, str, int]] = frozenset()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]], later: Iterable[tuple[str, str]] = ()) -> "Scope":
        """Exactly these KAMs in these campaigns (tokens of campaign and KAM)."""
        return cls(None, frozenset(pairs), frozenset(later))

    def sees(self, campaign: str, kam: str) -> bool:
        """Whether the viewer may see that KAM's results in that campaign."""
        return (self.kams is None or kam in self.kams) and (self.pairs is None or (campaign, kam) in self.pairs)

    def had(self, campaign: str, kam: str, version: int) -> bool:
        """Whether a version of that KAM's results in that campaign was given to the viewer."""
        is_theirs = self.pairs is None or (campaign, kam, version) in self.versions
        return is_theirs and (self.kams is None or kam in self.kams)

    def will_see(self, campaign: str, kam: str) -> bool:
        """Whether the viewer sees them, now or once released: what is kept until then tells of them by then."""
        return (campaign, kam) in self.later or self.sees(campaign, kam)

    def may_see(self, campaign: str, kam: str) -> bool:
        """Whether the KAM is one of the viewer's at all, released or not: for what is no result of the 360."""
        return (self.kams is None or kam in self.kams) and self.will_see(campaign, kam)

    @property
    def sees_everybody(self) -> bool:
        """Whether the viewer sees whoever there is, known or not."""
        return self.kams is None and self.pairs is None

    def plan_right(self, campaign: str, kam: str) -> PlanRight:
        """How far the viewer may go with the plan of that KAM in that campaign."""
        pair = (campaign, kam)
        if not self.sees(*pair):
            return PlanRight.NOTHING
        if self.pairs is None or pair in self.writes:
            return PlanRight.WRITE
        return PlanRight.READ if pair in self.reads else PlanRight.TITLES

    def comment_right(self, campaign: str, kam: str) -> CommentRight:
        """How far the viewer may go with the comments on that KAM in that campaign."""
        pair = (campaign, kam)
        if not self.sees(*pair):
            return CommentRight.NOTHING
        if self.pairs is None or pair in self.reviews:
            return CommentRight.REVIEW
        return CommentRight.READ if pair in self.hears else CommentRight.NOTHING

    def coaches(self, campaign: str, kam: str) -> bool:
        """Whether the viewer prepares the conversation with that KAM after that campaign."""
        return self.sees(campaign, kam) and (self.pairs is None or (campaign, kam) in self.coached)

    @property
    def is_granted(self) -> bool:
        """Whether it is made of grants: somebody who signed in, and may ask again and again."""
        return self.pairs is not None

    def sees_all_of(self, kams: Iterable[str]) -> bool:
        """Whether the viewer may see each of these KAMs in every campaign that there is or will be."""
        return self.pairs is None and (self.kams is None or self.kams.issuperset(kams))

    def covers(self, other: "Scope") -> bool:
        """Whether this is the other scope, or all that there is, or has its KAMs in its campaigns among others."""
        if self in (other, EVERYTHING):
            return True
        mine, theirs = self.pairs, other.pairs
        if mine is None or theirs is None or self.kams is not None:
            return False
        rights = ("reads", "writes", "hears", "reviews", "coached", "versions")
        return mine >= theirs and all(getattr(self, right) >= getattr(other, right) for right in rights)

    def within(self, kams: frozenset[str]) -> "Scope":
        """The same scope as far as these KAMs: never more than before."""
        return replace(self, kams=kams if self.kams is None else self.kams & kams)


EVERYTHING = Scope()
"""Whom the owner of the machine sees, and of whom a cohort's mean is made before it is judged who may know it."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks: whose results they may see, and what they may change, which is nothing unless it is said.

    `counts`: of whom they may see how many questionnaires came back, where that is more than the results. `who`: the
    e-mail, or what stands for it where nobody signs in; `roles`: what they come as.
    """

    scope: Scope
    tasks: frozenset[Task] = frozenset()
    counts: Scope | None = None
    who: str = ""
    roles: frozenset[Role] = frozenset()

    @property
    def counted(self) -> Scope:
        """Of whom this viewer may see what came back."""
        return self.scope if self.counts is None else self.counts

    @property
    def sees_results(self) -> bool:
        """Whether this viewer comes for results, be it that none of them is given yet."""
        return self.scope == EVERYTHING or bool(self.roles & SEES_RESULTS)

    @property
    def compares(self) -> bool:
        """Whether this viewer comes for the results of several people."""
        return self.scope == EVERYTHING or bool(self.roles & COMPARES)

    def covers(self, other: "Viewer") -> bool:
        """Whether this viewer may see and do all that another may."""
        return self.scope.covers(other.scope) and self.tasks >= other.tasks and self.counted.covers(other.counted)

    @property
    def role(self) -> str:
        """The roles as the audit writes them."""
        return "+".join(sorted(self.roles))
