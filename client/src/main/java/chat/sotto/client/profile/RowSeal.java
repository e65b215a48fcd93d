package chat.sotto.client.profile;

import chat.sotto.client.codec.Fields;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.primitives.HkdfSha256;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.primitives.UnsealException;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what goes into the database under the profile key. The place of a value (table, column,
 * row) is its associated data, so a value that was moved does not open. Rows are found by keyed
 * references, so the file shows no id or name.
 *
 * <p>What stays visible: how many rows a table has and how long they are, which rows belong to the
 * same chat, sequences, epochs, and the names of the secrets that exist. An older copy of the whole
 * file is not detected.
 */
final class RowSeal {
  private static final String LABEL = "sotto profile row v1";
  private final AeadKey key;
  private final SecretKeySpec referenceKey;

  RowSeal(SecretBytes profileKey) {
    this.key = new AeadKey(HkdfSha256.derive(profileKey, "sotto profile row key v1"));
    this.referenceKey =
        new SecretKeySpec(
            Secrets.export(HkdfSha256.derive(profileKey, "sotto profile reference v1")),
            "HmacSHA256");
  }

  /** Seals a value for one place. */
  byte[] seal(byte[] plain, Place place) {
    return key.seal(plain, place.associated());
  }

  /** Opens a value that was sealed for this place. */
  byte[] open(byte[] sealed, Place place) {
    try {
      return key.open(sealed, place.associated());
    } catch (UnsealException e) {
      throw new SottoException(
              Reason.PROFILE_UNREADABLE,
              "the profile's database is damaged: a value in " + place.column() + " does not open")
          .hint("put back a copy of the whole profile, or register anew in another directory")
          .cause(e);
    }
  }

  /** What stands for an id or a name in the database: 16 bytes, the same for the same value. */
  byte[] reference(String kind, byte[] value) {
    return Arrays.copyOf(hmac(referenceKey, Fields.of(kind).bytes(value).toBytes()), 16);
  }

  /** The place of a value: where it opens, and nowhere else. */
  static final class Place {
    private final String column;
    private final byte[] associated;

    /**
     * A place.
     *
     * @param column table and column
     * @param row what identifies the row
     * @param number the row's number within that, or 0
     */
    Place(String column, byte[] row, long number) {
      this.column = column;
      this.associated = Fields.of(LABEL).text(column).bytes(row).u64(number).toBytes();
    }

    String column() {
      return column;
    }

    byte[] associated() {
      return associated;
    }
  }

  private static byte[] hmac(SecretKeySpec key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
