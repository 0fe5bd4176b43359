"""``python -m junheng.cli``: the command line where the script is not on the path."""

from junheng.cli.main import main

if __name__ == "__main__":
    main()
