-- What this transaction deletes is to be gone from the file too: see `opening.rewrite`, which takes the mark away.
INSERT OR IGNORE INTO meta VALUES ('erased', '')
