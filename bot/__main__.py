"""`python -m bot`: the same as the command `meldmaatje`."""

from bot.cli import main

main()
