-- What the server told everybody, or one user.
CREATE TABLE announcement (
  -- Never smaller than the time in milliseconds, so that ids rise also after an older copy of the database was put back.
  announcement_id INTEGER PRIMARY KEY,
  time_ms INTEGER NOT NULL,
  -- Null: everybody.
  addressee TEXT REFERENCES account ON DELETE CASCADE,
  text TEXT NOT NULL
);
CREATE INDEX announcement_addressee ON announcement (addressee);

-- Up to here the payloads of messages were erased because of their age.
ALTER TABLE chat ADD COLUMN expired_seq INTEGER NOT NULL DEFAULT 0;

-- Single facts about the whole store.
CREATE TABLE fact (
  name TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;

-- Names the course that the logs take: another one when an older copy was put back.
INSERT INTO fact (name, value) VALUES ('history', randomblob(16));
