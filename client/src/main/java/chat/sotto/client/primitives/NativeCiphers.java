package chat.sotto.client.primitives;

import java.security.Provider;
import java.security.Security;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives this process AES-GCM by BoringSSL, in front of Java's own. Java's is as fast once it has
 * been compiled, but that takes the first half a gigabyte of a file, at a hundredth of the speed:
 * the megabytes of a streaming cipher are few calls. Everything else stays with Java's providers.
 */
public final class NativeCiphers {
  private static final Logger LOG = LoggerFactory.getLogger(NativeCiphers.class);

  private static final boolean INSTALLED = installed();

  private NativeCiphers() {}

  /**
   * Does it, once; takes a moment the first time. Where the native library does not load, Java's
   * own ciphers do the work.
   *
   * @return whether it is so now
   */
  public static boolean install() {
    return INSTALLED;
  }

  private static boolean installed() {
    try {
      if (!Conscrypt.isAvailable()) {
        LOG.info("AES-GCM by BoringSSL does not load here; files are sealed by Java's own");
        return false;
      }
      return Security.insertProviderAt(new AesGcm(Conscrypt.newProvider()), 1) > 0;
    } catch (LinkageError e) {
      LOG.info("AES-GCM by BoringSSL does not load here; files are sealed by Java's own", e);
      return false;
    }
  }

  /** One cipher of another provider, and nothing else of it. */
  private static final class AesGcm extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String TYPE = "Cipher";
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final transient Provider source;

    AesGcm(Provider source) {
      super("SottoAesGcm", "1", "AES-GCM by BoringSSL");
      this.source = source;
    }

    @Override
    public @Nullable Service getService(String type, String algorithm) {
      return type.equals(TYPE) && algorithm.equalsIgnoreCase(CIPHER)
          ? source.getService(TYPE, CIPHER)
          : null;
    }
  }
}
