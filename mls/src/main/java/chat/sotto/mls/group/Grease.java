package chat.sotto.mls.group;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.wire.Capabilities;
import chat.sotto.mls.wire.CipherSuiteId;
import chat.sotto.mls.wire.CredentialType;
import chat.sotto.mls.wire.Extension;
import chat.sotto.mls.wire.ExtensionType;
import chat.sotto.mls.wire.Extensions;
import chat.sotto.mls.wire.ProposalType;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Values that mean nothing, so that peers do not forget to ignore what they don't know (§13.5). */
public final class Grease {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KINDS = 15;
  private static final int MAX_DATA = 16;

  private Grease() {}

  /** One of 0x0A0A, 0x1A1A, ... 0xEAEA. */
  private static int value() {
    return 0x0a0a + 0x1010 * RANDOM.nextInt(KINDS);
  }

  /** Whether a value is one of them; nothing that is received may be judged by that. */
  public static boolean isGrease(int value) {
    return (value & 0x0f0f) == 0x0a0a
        && value >>> 12 == (value >>> 4 & 0xf)
        && value >>> 12 < KINDS;
  }

  /** With a value in each list where the RFC has them. */
  public static Capabilities in(Capabilities capabilities) {
    return new Capabilities(
        capabilities.versions(),
        with(capabilities.cipherSuites(), new CipherSuiteId(value())),
        with(capabilities.extensions(), new ExtensionType(value())),
        with(capabilities.proposals(), new ProposalType(value())),
        with(capabilities.credentials(), new CredentialType(value())));
  }

  private static <T> List<T> with(List<T> list, T value) {
    List<T> more = new ArrayList<>(list);
    more.add(RANDOM.nextInt(more.size() + 1), value);
    return more;
  }

  /** An extension of the type that capabilities list for it; none if they list none. */
  public static Extensions extensionOf(Capabilities capabilities) {
    Bytes data = data();
    return new Extensions(
        capabilities.extensions().stream()
            .filter(type -> isGrease(type.value()))
            .limit(1)
            .map(type -> new Extension(type, data))
            .toList());
  }

  /** These extensions of a group info, and among them one that nobody knows. */
  static Extensions among(List<Extension> extensions) {
    return new Extensions(with(extensions, new Extension(new ExtensionType(value()), data())));
  }

  private static Bytes data() {
    byte[] data = new byte[RANDOM.nextInt(MAX_DATA)];
    RANDOM.nextBytes(data);
    return Bytes.owning(data);
  }
}
