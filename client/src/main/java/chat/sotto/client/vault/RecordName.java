package chat.sotto.client.vault;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.util.regex.Pattern;

/** A vault record's name: 1 to 128 of {@code [a-z0-9._/-]}; the server sees it. */
public record RecordName(String value) {
  // Before the constants, whose constructor needs it.
  private static final Pattern RULE = Pattern.compile("[a-z0-9._/-]{1,128}");

  /** Holds the account key's seed. */
  public static final RecordName ACCOUNT_KEY = new RecordName("account-key");

  /** Fails with {@link Reason#BAD_RESPONSE} when it breaks the rule. */
  public RecordName {
    if (!RULE.matcher(value).matches()) {
      throw new SottoException(Reason.BAD_RESPONSE, "that is no name of a vault record");
    }
  }

  /** Holds one epoch's payload key, 32 bytes. */
  public static RecordName epoch(ChatId chat, Epoch epoch) {
    return new RecordName("epoch/" + chat + "/" + epoch);
  }

  @Override
  public String toString() {
    return value;
  }
}
