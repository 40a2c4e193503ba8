"""`python -m rxladder`: the command line where no script was installed."""

from rxladder.cli import app

app()
