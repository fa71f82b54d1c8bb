"""The use cases: Scope and question in, published results out. The only door to the store for pages, exports, CLI."""

from kamescope.ingest import Options, Understood
from kamescope.ingest.agreement import (
    HIDDEN,
    IGNORE,
    LONGEST_NAME,
    NOTHING_AGREED,
    SOMEONE_ELSE,
    Agreement,
    FileFacts,
    file_key,
    merged,
    read_agreement,
    write_agreement,
)
from kamescope.ingest.columns import column_keys
from kamescope.ingest.likeness import Likeness, called, described
from kamescope.ingest.words import label_key, normal
from kamescope.service.blank import addressee
from kamescope.service.choose import choose, in_campaign, partition_value
from kamescope.service.demo import has_demo, import_demo, remove_demo
from kamescope.service.files import (
    NOT_COUNTED,
    FileReport,
    ImportRequest,
    Preview,
    Rated,
    Upload,
    import_file,
    import_upload,
    open_upload,
    preview,
    take_shipped,
)
from kamescope.service.journal import (
    Entry,
    Expected,
    SavedMapping,
    Waiting,
    expected,
    journal,
    open_campaign,
    release,
    saved_mappings,
    set_expected,
    undo,
    waiting,
)
from kamescope.service.mapping import proposed_mapping
from kamescope.service.people import Participation, people, version
from kamescope.service.quality import quality
from kamescope.service.results import Question, Segments, cohort_cut, results, segments
from kamescope.service.scope import EVERYTHING, Scope
from kamescope.service.team import Cohort, Reach, Whose, cohorts, team_results, team_segments
from kamescope.store.connect import IN_MEMORY, Store, give_new_key, is_new, making, open_store
from kamescope.store.journal import Waited
from kamescope.store.trouble import explaining
from kamescope.store.undo import Undone

__all__ = [
    "EVERYTHING",
    "HIDDEN",
    "IGNORE",
    "IN_MEMORY",
    "LONGEST_NAME",
    "NOTHING_AGREED",
    "NOT_COUNTED",
    "SOMEONE_ELSE",
    "Agreement",
    "Cohort",
    "Entry",
    "Expected",
    "FileFacts",
    "FileReport",
    "ImportRequest",
    "Likeness",
    "Options",
    "Participation",
    "Preview",
    "Question",
    "Rated",
    "Reach",
    "SavedMapping",
    "Scope",
    "Segments",
    "Store",
    "Understood",
    "Undone",
    "Upload",
    "Waited",
    "Waiting",
    "Whose",
    "addressee",
    "called",
    "choose",
    "cohort_cut",
    "cohorts",
    "column_keys",
    "described",
    "expected",
    "explaining",
    "file_key",
    "give_new_key",
    "has_demo",
    "import_demo",
    "import_file",
    "import_upload",
    "in_campaign",
    "is_new",
    "journal",
    "label_key",
    "making",
    "merged",
    "normal",
    "open_campaign",
    "open_store",
    "open_upload",
    "partition_value",
    "people",
    "preview",
    "proposed_mapping",
    "quality",
    "read_agreement",
    "release",
    "remove_demo",
    "results",
    "saved_mappings",
    "segments",
    "set_expected",
    "take_shipped",
    "team_results",
    "team_segments",
    "undo",
    "version",
    "waiting",
    "write_agreement",
]
