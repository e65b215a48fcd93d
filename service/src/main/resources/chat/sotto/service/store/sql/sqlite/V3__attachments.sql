-- Attachments; their bytes lie elsewhere, under blob_id. Uploaders are names without reference to account, as in member: what somebody sent
-- stays in the chats that others keep.
CREATE TABLE attachment (
  chat_no INTEGER NOT NULL REFERENCES chat ON DELETE CASCADE,
  attachment_id BLOB NOT NULL,
  uploader TEXT NOT NULL,
  size INTEGER NOT NULL,
  -- What it counts against its uploader's quota.
  charged INTEGER NOT NULL,
  blob_id BLOB NOT NULL UNIQUE,
  -- Null until all bytes have come.
  sha256 BLOB,
  -- The message that names it; null until one does.
  seq INTEGER,
  touched_ms INTEGER NOT NULL,
  PRIMARY KEY (chat_no, attachment_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX attachment_message ON attachment (chat_no, seq) WHERE seq IS NOT NULL;
CREATE INDEX attachment_unnamed ON attachment (touched_ms) WHERE seq IS NULL;
CREATE INDEX attachment_uploader_unnamed ON attachment (uploader) WHERE seq IS NULL;

-- Kept along, as adding up all attachments of a user for each new one would be slow.
CREATE TABLE attachment_usage (
  username TEXT NOT NULL PRIMARY KEY,
  charged INTEGER NOT NULL,
  unnamed INTEGER NOT NULL
) WITHOUT ROWID;

-- Blobs whose attachments are gone, until their bytes are gone too.
CREATE TABLE orphaned_blob (
  blob_id BLOB NOT NULL PRIMARY KEY
) WITHOUT ROWID;

-- By triggers, so that it holds as well for what goes with its chat.
CREATE TRIGGER attachment_added AFTER INSERT ON attachment
BEGIN
  INSERT INTO attachment_usage (username, charged, unnamed) VALUES (NEW.uploader, NEW.charged, NEW.seq IS NULL)
    ON CONFLICT (username) DO UPDATE SET charged = charged + excluded.charged, unnamed = unnamed + excluded.unnamed;
END;

CREATE TRIGGER attachment_named AFTER UPDATE OF seq ON attachment
BEGIN
  UPDATE attachment_usage SET unnamed = unnamed - (OLD.seq IS NULL) + (NEW.seq IS NULL) WHERE username = NEW.uploader;
END;

CREATE TRIGGER attachment_removed AFTER DELETE ON attachment
BEGIN
  UPDATE attachment_usage SET charged = charged - OLD.charged, unnamed = unnamed - (OLD.seq IS NULL) WHERE username = OLD.uploader;
  INSERT INTO orphaned_blob (blob_id) VALUES (OLD.blob_id);
END;
