"""The parts of the page Plan d’action."""
