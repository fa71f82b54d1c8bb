-- Numbers that people are told are given once: of an import in the journal, of a file of people. What is erased or taken
-- back leaves its number unused, so that nobody undoes another one than they were shown.
INSERT INTO meta SELECT 'imports', coalesce(max(import_id), 0)::VARCHAR FROM imports;
INSERT INTO meta SELECT 'grant_files', coalesce(max(batch), 0)::VARCHAR FROM grants;
