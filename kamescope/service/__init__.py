"""The use cases: a viewer and a question in, published results out. The only door for pages, exports, command line."""

from kamescope.ingest import Options, Understood
from kamescope.ingest.column_use import column_keys
from kamescope.ingest.likeness import Likeness, called, described
from kamescope.ingest.mapping import (
    HIDDEN,
    IGNORE,
    LONGEST_NAME,
    NOTHING_AGREED,
    SOMEONE_ELSE,
    FileFacts,
    FileMapping,
    file_key,
    merged,
    read_mapping,
    write_mapping,
)
from kamescope.ingest.words import label_key, normal
from kamescope.records import Marks, Release
from kamescope.service.access import REACHES, Account, Grant, GrantRequest, On, Sight, email_of
from kamescope.service.audit import Trace
from kamescope.service.audit import purge as purge_audit
from kamescope.service.choose import choose, in_campaign, partition_value
from kamescope.service.comments import LONGEST_WORDS, CommentDecision, Comments
from kamescope.service.door import Service, everything, signed_in
from kamescope.service.erasure import Overdue
from kamescope.service.files import (
    NOT_COUNTED,
    FileReport,
    ImportRequest,
    Preview,
    Rated,
    Upload,
    open_upload,
    take_shipped,
)
from kamescope.service.journal import (
    Expected,
    JournalEntry,
    SavedMapping,
    Waiting,
)
from kamescope.service.lever_figures import figures_of
from kamescope.service.lever_people import SOMEBODY_ELSE, LeverLikeness
from kamescope.service.levers import LeverPreview, LeverRequest, LeverRows
from kamescope.service.mapping import proposed_mapping
from kamescope.service.people import Participation, version
from kamescope.service.people_file import PeopleFile
from kamescope.service.plan import LONGEST_TEXT, Plan, PlanDraft, PlanOutline, StepDraft, WholePlan
from kamescope.service.preparation import LONGEST_NOTE, LONGEST_QUESTION, MOST_OWN, Prepared, Worded
from kamescope.service.record import Grantee, Record, Seen, Taken
from kamescope.service.results import Question, Segments, Untold
from kamescope.service.road import RECIPIENTS, Milestone, Road
from kamescope.service.safekeeping import check_copy
from kamescope.service.team import Cohort, Reach, Whose
from kamescope.service.versions import Version
from kamescope.service.viewer import CommentRight, PlanRight, Role, Scope, Task, Viewer
from kamescope.service.visits import came, has_left, left, refused
from kamescope.store.backup import Backup, back_up, open_copy
from kamescope.store.check import Soundness
from kamescope.store.connect import IN_MEMORY, Store, give_new_key, is_new, making, open_store
from kamescope.store.erase import Erasure
from kamescope.store.journal import Waited
from kamescope.store.levers import LeverKept, LeverLine
from kamescope.store.mark import marked_open, was_cut_off
from kamescope.store.restore import Restored, restore
from kamescope.store.trouble import explaining
from kamescope.store.undo import Undone

__all__ = [
    "HIDDEN",
    "IGNORE",
    "IN_MEMORY",
    "LONGEST_NAME",
    "LONGEST_NOTE",
    "LONGEST_QUESTION",
    "LONGEST_TEXT",
    "LONGEST_WORDS",
    "MOST_OWN",
    "NOTHING_AGREED",
    "NOT_COUNTED",
    "REACHES",
    "RECIPIENTS",
    "SOMEBODY_ELSE",
    "SOMEONE_ELSE",
    "Account",
    "Backup",
    "Cohort",
    "CommentDecision",
    "CommentRight",
    "Comments",
    "Erasure",
    "Expected",
    "FileFacts",
    "FileMapping",
    "FileReport",
    "Grant",
    "GrantRequest",
    "Grantee",
    "ImportRequest",
    "JournalEntry",
    "LeverKept",
    "LeverLikeness",
    "LeverLine",
    "LeverPreview",
    "LeverRequest",
    "LeverRows",
    "Likeness",
    "Marks",
    "Milestone",
    "On",
    "Options",
    "Overdue",
    "Participation",
    "PeopleFile",
    "Plan",
    "PlanDraft",
    "PlanOutline",
    "PlanRight",
    "Prepared",
    "Preview",
    "Question",
    "Rated",
    "Reach",
    "Record",
    "Release",
    "Restored",
    "Road",
    "Role",
    "SavedMapping",
    "Scope",
    "Seen",
    "Segments",
    "Service",
    "Sight",
    "Soundness",
    "StepDraft",
    "Store",
    "Taken",
    "Task",
    "Trace",
    "Understood",
    "Undone",
    "Untold",
    "Upload",
    "Version",
    "Viewer",
    "Waited",
    "Waiting",
    "WholePlan",
    "Whose",
    "Worded",
    "back_up",
    "called",
    "came",
    "check_copy",
    "choose",
    "column_keys",
    "described",
    "email_of",
    "everything",
    "explaining",
    "figures_of",
    "file_key",
    "give_new_key",
    "has_left",
    "in_campaign",
    "is_new",
    "label_key",
    "left",
    "making",
    "marked_open",
    "merged",
    "normal",
    "open_copy",
    "open_store",
    "open_upload",
    "partition_value",
    "proposed_mapping",
    "purge_audit",
    "read_mapping",
    "refused",
    "restore",
    "signed_in",
    "take_shipped",
    "version",
    "was_cut_off",
    "write_mapping",
]
