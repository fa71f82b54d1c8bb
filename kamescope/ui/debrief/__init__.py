"""The parts of the coach's pages."""
