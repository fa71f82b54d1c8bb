"""Charts, tables and what they tell kept warm: results are immutable, so each is built once for what it is built of."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, ParamSpec, TypeVar

KEPT = 256
"""So many of each kind."""
FEWER = {"board_of": 16}
"""Of what may hold the rows of a whole file, by the name of what builds it."""

Asked = ParamSpec("Asked")
Built = TypeVar("Built")


def warm(build: Callable[Asked, Built], *args: Asked.args, **kwargs: Asked.kwargs) -> Built:
    """What `build` makes of these arguments, all of them immutable: the same object each time."""
    built: Built = _kept(build)(*args, **kwargs)
    return built


@cache
def _kept(build: Callable[..., Any]) -> Callable[..., Any]:
    return lru_cache(maxsize=FEWER.get(build.__name__, KEPT))(build)
