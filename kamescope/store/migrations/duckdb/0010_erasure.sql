-- What is erased binds as what is undone does, but nothing is kept of a single answer.

-- Of an erased questionnaire the keyed hash of all its answers together, '' where that is not known; NULL where it was
-- only undone, and each answer has its own.
ALTER TABLE gone ADD COLUMN whole VARCHAR;
