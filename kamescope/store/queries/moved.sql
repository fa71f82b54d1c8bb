DROP TABLE moving
