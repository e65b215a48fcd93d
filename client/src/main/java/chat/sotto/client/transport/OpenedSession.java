package chat.sotto.client.transport;

import com.google.protobuf.ByteString;

/**
 * A session with the server.
 *
 * @param token 32 bytes; whoever has it and the device's TLS key may send
 * @param operator whether it may call the operator's service
 * @param vaultKeys the account's sealed vault keys
 */
public record OpenedSession(ByteString token, boolean operator, SealedVaultKeys vaultKeys) {
  /** Without the token. */
  @Override
  public String toString() {
    return "OpenedSession[operator=" + operator + "]";
  }
}
