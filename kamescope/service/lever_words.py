"""What a setting names, for the address bar: criteria, periods and people of a file as opaque tokens."""

from collections.abc import Mapping

from kamescope.service.viewer import Scope
from kamescope.store.connect import Store
from kamescope.store.tokens import tokens


def lever_words(store: Store, _scope: Scope, words: tuple[str, ...]) -> Mapping[str, str]:
    """Token → word, of words that the viewer was shown: whoever may see them in another file has the same token."""
    return dict(zip(tokens(store.secret, "lever setting", words), words, strict=True))
