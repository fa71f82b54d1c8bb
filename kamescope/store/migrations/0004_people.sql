-- How much of what an import's file holds did not come in, by what became of it.
ALTER TABLE imports ADD COLUMN left_out VARCHAR DEFAULT '{}';
UPDATE imports SET left_out = json_object('set_aside', json_array_length(set_aside)) WHERE set_aside <> '[]';
