"""Tasks: what eats the time, and where some can be freed."""
