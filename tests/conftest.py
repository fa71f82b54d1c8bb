"""What every test runs under.

Hypothesis profiles: "ci" is the same on every run; HYPOTHESIS_PROFILE=thorough searches for longer, at random.
"""

import gc
import logging
import os
from functools import partial

import duckdb
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", derandomize=True, database=None, max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "thorough", max_examples=1000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

duckdb.connect = partial(duckdb.connect, config={"threads": 1})
"""Workers fill the cores already: threads of their own would only wait for one another. `.func` has as many as ever."""

gc.disable()
"""Until everything is collected: modules and tests only come, and to look through them costs more than it finds."""


def pytest_collection_finish() -> None:
    """Garbage is looked for again, apart from what is there by now; Streamlit's loggers hand on what they say.

    It makes some seventy that do not; to each of them pytest would tie its two handlers three times a test.
    """
    gc.freeze()
    gc.enable()
    for name, logger in logging.root.manager.loggerDict.items():
        if name.startswith("streamlit") and isinstance(logger, logging.Logger):
            logger.propagate = True
