"""The use cases: Scope and question in, published results out. The only door to the store for pages, exports, CLI."""

from kamescope.service.choose import choose, partition_value
from kamescope.service.demo import has_demo, import_demo, remove_demo
from kamescope.service.files import FileReport, ImportRequest, import_file
from kamescope.service.people import Participation, people, version
from kamescope.service.results import Question, Segments, cohort_cut, results, segments
from kamescope.service.scope import EVERYTHING, Scope
from kamescope.store.connect import IN_MEMORY, Store, open_store

__all__ = [
    "EVERYTHING",
    "IN_MEMORY",
    "FileReport",
    "ImportRequest",
    "Participation",
    "Question",
    "Scope",
    "Segments",
    "Store",
    "choose",
    "cohort_cut",
    "has_demo",
    "import_demo",
    "import_file",
    "open_store",
    "partition_value",
    "people",
    "remove_demo",
    "results",
    "segments",
    "version",
]
