package chat.sotto.client.transport;

import com.google.protobuf.ByteString;

/**
 * One sealed vault record.
 *
 * @param name at most 128 characters of {@code [a-z0-9._/-]}
 * @param version from 1, rising by one a write
 */
public record StoredRecord(String name, long version, ByteString sealed) {}
