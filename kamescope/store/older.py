"""What migrations ask of the models that databases of older versions keep, as functions that SQL may call."""

import json

from kamescope.model_file import model_from_source, other_words


def item_codes(source: str) -> list[str]:
    """The codes of a model's items, in order."""
    return [item.code for item in model_from_source(source).items]


def model_fingerprint(source: str) -> str:
    """The fingerprint of a model."""
    return model_from_source(source).fingerprint


def model_promises(source: str) -> list[list[str]]:
    """What a model promises its rater groups, in order: code, minimum, item minimum, whether they are attributable."""
    return [[group.code, *map(str, group.protection)] for group in model_from_source(source).groups]


def former_statements(sources: list[str]) -> str:
    """What models of one questionnaire, the newest last, called items before (JSON: item → texts)."""
    *before, newest = map(model_from_source, sources)
    found: dict[str, list[str]] = {}
    for model in before:
        found = found | {code: [*found.get(code, ()), *words] for code, words in other_words(newest, model).items()}
    return json.dumps({code: list(dict.fromkeys(words)) for code, words in found.items()}, ensure_ascii=False)
