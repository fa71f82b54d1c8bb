"""The parts of the page Commentaires."""
