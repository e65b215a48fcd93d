package chat.sotto.service.domain;

import com.google.protobuf.ByteString;

/**
 * A sealed record of an account's vault.
 *
 * @param name at most 128 characters of {@code [a-z0-9._/-]}
 * @param version from 1, rising by one a write
 * @param sealed at most 64 KiB; empty in listings
 */
public record VaultRecord(String name, long version, ByteString sealed) {
  /** The record that holds the account key. */
  public static final String ACCOUNT_KEY = "account-key";
}
