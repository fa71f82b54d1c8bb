"""A process that hands files to a database of a server, one after the other: to be killed, or to meet another one.

`python -m tests.store.writing ADDRESS KEY NAME COUNT`: each file has five people of one group of one KAM; a line is
printed for each that is in.
"""

import sys
from contextlib import closing
from pathlib import Path

from kamescope.places import Server
from kamescope.service import open_store
from tests.service.sheets import Sheet, load, several

GROUP, PEOPLE = "peer", 5


def sheets(name: str, number: int) -> list[Sheet]:
    """One file of a writer."""
    return several(GROUP, PEOPLE, first=1, seed=number, kam=f"{name} {number}")


def main(address: str, key: str, name: str, count: str) -> None:
    """Write."""
    with closing(open_store(Server(address, Path(key)))) as store:
        print("open", flush=True)
        for number in range(int(count)):
            load(store, sheets(name, number), name=f"{name} {number}.csv")
            print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
