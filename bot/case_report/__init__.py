"""The *begeleidingsverslag*: a case's report in words, as pages for the chat and as a PDF."""
