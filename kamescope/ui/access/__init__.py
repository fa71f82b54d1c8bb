"""The parts of the pages Accès and Traces."""
