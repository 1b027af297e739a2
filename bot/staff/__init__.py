"""The rooms of the staff: what can be done there, and what it brings about."""
