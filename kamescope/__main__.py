"""`python -m kamescope`: the command line."""

from kamescope.cli import main

if __name__ == "__main__":
    main()
