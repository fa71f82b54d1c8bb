-- Questionnaires of this import in cells that an earlier one made: they were shown, taken back, and are known again. They
-- may have been in a block that is gone, so they are in no other.
UPDATE respondents SET block = -1
WHERE import_id = $import_id AND block = 0 AND cell BETWEEN 1 AND $cells
