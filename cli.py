"""Entry point of a checkout: `python cli.py ask "which orders still bind the 2023 cohort"`."""

from graph.cli import main

if __name__ == "__main__":
    main()
