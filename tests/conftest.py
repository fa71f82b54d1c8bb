"""What every test runs under.

Hypothesis profiles: "ci" is the same on every run; on a server's engine, whose databases cost more and whose rules are
no others, "server" is the beginning of the same; HYPOTHESIS_PROFILE=thorough searches for longer, at random.
"""

import gc
import logging
import os
from collections.abc import Iterable
from functools import partial

import duckdb
import pytest
from hypothesis import HealthCheck, settings

from tests.store.again import ENGINE

settings.register_profile(
    "ci", derandomize=True, database=None, max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("server", settings.get_profile("ci"), max_examples=8)
settings.register_profile(
    "thorough", max_examples=1000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

duckdb.connect = partial(duckdb.connect, config={"threads": 1})
"""Workers fill the cores already: threads of their own would only wait for one another. `.func` has as many as ever."""

gc.disable()
"""Until everything is collected: modules and tests only come, and to look through them costs more than it finds."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--engine postgresql`: empty databases are a server's, and what only one engine has is tested on that one."""
    parser.addoption("--engine", choices=("duckdb", "postgresql"), default="duckdb")


def pytest_configure(config: pytest.Config) -> None:
    """Fixtures of every folder, and the processes that tests start, go by the environment."""
    os.environ[ENGINE] = config.getoption("engine")
    if config.getoption("engine") == "postgresql" and "HYPOTHESIS_PROFILE" not in os.environ:
        settings.load_profile("server")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what a sample leaves as deep, before marks are chosen by; leave out what is about the other engine."""
    for item in left_by_samples(items):
        item.add_marker(pytest.mark.deep)
    other = "duckdb" if config.getoption("engine") == "postgresql" else "postgresql"
    out = [item for item in items if item.get_closest_marker(other)]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in set(out)]


def left_by_samples(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The cases of functions marked `sample(n)` that are not among the n, spread evenly over all."""
    families: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("sample"):
            families.setdefault(item.nodeid.partition("[")[0], []).append(item)
    left = []
    for family in families.values():
        (count,) = family[0].get_closest_marker("sample").args
        kept = {place * len(family) // count for place in range(count)}
        left += [item for place, item in enumerate(family) if place not in kept]
    return left


def pytest_collection_finish() -> None:
    """Garbage is looked for again, apart from what is there by now; Streamlit's loggers hand on what they say.

    It makes some seventy that do not; to each of them pytest would tie its two handlers three times a test.
    """
    gc.freeze()
    gc.enable()
    for name, logger in logging.root.manager.loggerDict.items():
        if name.startswith("streamlit") and isinstance(logger, logging.Logger):
            logger.propagate = True
