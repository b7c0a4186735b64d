"""`python -m reportnlp` is the command line."""

from reportnlp.cli.entry import main

main()
