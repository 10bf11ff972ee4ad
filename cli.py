"""xxgk without an installation: ``python cli.py …`` is the same program as ``xxgk …``."""

from toolkit.commands import main

if __name__ == "__main__":
    main()
