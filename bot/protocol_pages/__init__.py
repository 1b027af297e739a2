"""A protocol as people read it: tables and a diagram, as a page or at a terminal."""
