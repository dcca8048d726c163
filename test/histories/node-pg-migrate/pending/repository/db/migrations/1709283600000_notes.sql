-- Up Migration
CREATE TABLE notes (id int PRIMARY KEY);

-- Down Migration
DROP TABLE notes;
