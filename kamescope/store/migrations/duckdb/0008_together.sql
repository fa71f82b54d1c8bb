-- What files that were imported together share, so that they can be taken back together; '' where one came alone.
ALTER TABLE imports ADD COLUMN batch VARCHAR DEFAULT '';
