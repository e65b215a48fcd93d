package chat.sotto.mls.crypto;

import java.security.Provider;
import java.security.Security;
import org.jspecify.annotations.Nullable;

/**
 * Conscrypt, if the application installed it, in whatever place: BoringSSL multiplies points many
 * times faster than Java does. The engine asks for it by name, so that it may stand last and change
 * nothing for anybody else. It is looked for at each use, since it may come late.
 */
final class BoringSsl {
  private static final String NAME = "Conscrypt";

  private BoringSsl() {}

  /** The provider, if it can do a kind of key agreement; older ones lack X25519. */
  static @Nullable Provider find(String keyAgreement) {
    Provider provider = Security.getProvider(NAME);
    return provider != null && provider.getService("KeyAgreement", keyAgreement) != null
        ? provider
        : null;
  }
}
