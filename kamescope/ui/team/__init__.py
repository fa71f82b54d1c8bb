"""What the pages about several KAMs start from."""
