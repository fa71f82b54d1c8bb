"""When garbage is collected: never while somebody waits."""

from kamescope.ui.memory import EVERY, PAUSE, Collector


def collector() -> tuple[Collector, list[str]]:
    """One that writes down what it does."""
    done: list[str] = []
    return Collector(lambda: done.append("collect"), lambda: done.append("freeze")), done


def test_what_is_there_after_the_first_run_is_frozen_once():
    ours, done = collector()
    assert not ours.look(100)
    ours.ran(100)
    assert not ours.look(100 + PAUSE / 2)
    assert ours.look(100 + PAUSE)
    assert done == ["collect", "freeze"]
    ours.ran(100 + 2 * EVERY)
    assert ours.look(100 + 3 * EVERY)
    assert done == ["collect", "freeze", "collect"]


def test_without_a_run_there_is_nothing_to_collect():
    ours, done = collector()
    ours.ran(0)
    ours.look(PAUSE)
    assert not ours.look(10 * EVERY)
    assert done == ["collect", "freeze"]


def test_nobody_waits_for_a_collection():
    ours, done = collector()
    ours.ran(0)
    ours.look(PAUSE)
    for step in range(1, 1000):
        ours.ran(step * PAUSE / 2)
        assert not ours.look(step * PAUSE / 2)
    assert ours.look(500 * PAUSE + EVERY)
    assert done == ["collect", "freeze", "collect"]
