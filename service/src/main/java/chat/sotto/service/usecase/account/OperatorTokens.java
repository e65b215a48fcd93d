package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.TokenHash;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The join tokens by which a new account becomes an operator. They are made inside the server's own
 * process for its first operator and are not kept: a token that was not used before the server
 * stops is an ordinary one afterwards.
 */
public final class OperatorTokens {
  private final Set<TokenHash> tokens = ConcurrentHashMap.newKeySet();

  /** Makes this token one of them. */
  public void add(TokenHash token) {
    tokens.add(token);
  }

  boolean contains(TokenHash token) {
    return tokens.contains(token);
  }
}
