"""What leaves the house as a file: texts, numbers and a language in, bytes out. No store, no screen."""
