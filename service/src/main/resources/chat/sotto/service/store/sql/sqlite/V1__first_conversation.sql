-- Ids, keys and hashes are raw bytes; times are milliseconds since 1970; flags are 0 or 1.

-- Names that are, or ever were, an account's.
CREATE TABLE account_name (
  name TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE account (
  name TEXT NOT NULL PRIMARY KEY REFERENCES account_name,
  account_key BLOB NOT NULL,
  generation INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  disabled INTEGER NOT NULL,
  operator INTEGER NOT NULL,
  password_salt BLOB NOT NULL,
  password_hash BLOB NOT NULL,
  recovery_salt BLOB NOT NULL,
  recovery_hash BLOB NOT NULL,
  vault_by_password BLOB NOT NULL,
  vault_by_recovery BLOB NOT NULL,
  -- Kept with the records, as counting 100,000 of them for each new one would be slow.
  vault_records INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE device (
  device_id BLOB NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
  name TEXT NOT NULL,
  device_key BLOB NOT NULL UNIQUE,
  attestation BLOB NOT NULL,
  generation INTEGER NOT NULL,
  certificate BLOB NOT NULL,
  serial BLOB NOT NULL,
  key_hash BLOB NOT NULL,
  issued_ms INTEGER NOT NULL,
  previous_serial BLOB,
  created_ms INTEGER NOT NULL,
  last_seen_ms INTEGER NOT NULL,
  revoked_ms INTEGER
);
CREATE INDEX device_owner ON device (owner);

CREATE TABLE account_block (
  blocker TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
  blocked TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
  PRIMARY KEY (blocker, blocked)
) WITHOUT ROWID;
CREATE INDEX account_block_blocked ON account_block (blocked);

CREATE TABLE session (
  token_hash BLOB NOT NULL PRIMARY KEY,
  device_id BLOB NOT NULL REFERENCES device ON DELETE CASCADE,
  owner TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  last_used_ms INTEGER NOT NULL
);
CREATE INDEX session_device ON session (device_id);
CREATE INDEX session_owner ON session (owner);

CREATE TABLE invite (
  token_hash BLOB NOT NULL PRIMARY KEY,
  uses_left INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL
);

CREATE TABLE throttle (
  throttle_key TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL
);
CREATE INDEX throttle_last ON throttle (last_ms);

CREATE TABLE vault_record (
  owner TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (owner, name)
);

-- Rows that belong to a chat name it by a small number, which keeps their indexes small.
CREATE TABLE chat (
  chat_no INTEGER PRIMARY KEY,
  chat_id BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  -- The two of a direct chat in the order of their names.
  pair_low TEXT,
  pair_high TEXT,
  last_seq INTEGER NOT NULL,
  last_hash BLOB NOT NULL,
  handshake_seq INTEGER NOT NULL,
  last_time_ms INTEGER NOT NULL
);
CREATE UNIQUE INDEX chat_open_pair ON chat (pair_low, pair_high) WHERE state <> 'CLOSED';

-- Names without reference to account: who has gone stays in the chats that others keep.
CREATE TABLE member (
  chat_no INTEGER NOT NULL REFERENCES chat ON DELETE CASCADE,
  username TEXT NOT NULL,
  role TEXT NOT NULL,
  membership TEXT NOT NULL,
  forgotten INTEGER NOT NULL,
  invited_by TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  PRIMARY KEY (chat_no, username)
) WITHOUT ROWID;
CREATE INDEX member_username ON member (username);

CREATE TABLE decline (
  requester TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
  decliner TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
  declined_ms INTEGER NOT NULL,
  PRIMARY KEY (requester, decliner)
) WITHOUT ROWID;
CREATE INDEX decline_decliner ON decline (decliner);

CREATE TABLE reader (
  chat_no INTEGER NOT NULL REFERENCES chat ON DELETE CASCADE,
  device_id BLOB NOT NULL,
  username TEXT NOT NULL,
  joined_seq INTEGER NOT NULL,
  removed_seq INTEGER,
  position INTEGER NOT NULL,
  PRIMARY KEY (chat_no, device_id)
) WITHOUT ROWID;
CREATE INDEX reader_device ON reader (device_id);

CREATE TABLE entry (
  chat_no INTEGER NOT NULL REFERENCES chat ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  sender BLOB NOT NULL,
  client_id BLOB,
  time_ms INTEGER NOT NULL,
  payload BLOB NOT NULL,
  -- H(seq).
  log_hash BLOB NOT NULL,
  -- Of a deleted message: its hash as it was, and the entry that deleted it.
  kept_hash BLOB,
  deletion_seq INTEGER,
  PRIMARY KEY (chat_no, seq)
);
CREATE UNIQUE INDEX entry_client_id ON entry (chat_no, sender, client_id) WHERE client_id IS NOT NULL;

CREATE TABLE group_info (
  chat_no INTEGER NOT NULL REFERENCES chat ON DELETE CASCADE,
  handshake_seq INTEGER NOT NULL,
  info BLOB NOT NULL,
  PRIMARY KEY (chat_no, handshake_seq)
);

CREATE TABLE group_info_replacement (
  device_id BLOB NOT NULL,
  replaced_ms INTEGER NOT NULL
);
CREATE INDEX group_info_replacement_device ON group_info_replacement (device_id, replaced_ms);

CREATE TABLE read_mark (
  chat_no INTEGER NOT NULL REFERENCES chat ON DELETE CASCADE,
  username TEXT NOT NULL,
  device_id BLOB NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (chat_no, username)
);
