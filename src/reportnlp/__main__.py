"""`python -m reportnlp` is the command line."""

from reportnlp.cli.main import main

main()
