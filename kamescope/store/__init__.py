"""DuckDB: the database file, its migrations, and one typed function per query."""
