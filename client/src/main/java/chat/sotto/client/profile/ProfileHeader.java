package chat.sotto.client.profile;

import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.trust.CaFingerprint;
import com.google.crypto.tink.util.Bytes;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code profile.json}: what can be known about a profile without its password. Each list of
 * wrapped keys has the newest first; it has two while a change of password waits for the server's
 * answer.
 *
 * @param identity whose, and of which server
 * @param address where the server was last
 * @param registered false while the server has not confirmed the registration
 * @param byPassword the profile key, wrapped by the password's key: 1 or 2
 * @param byRecovery the profile key, wrapped by the recovery code's key: 1 or 2
 */
public record ProfileHeader(
    ProfileIdentity identity,
    ServerAddress address,
    boolean registered,
    List<Bytes> byPassword,
    List<Bytes> byRecovery) {
  /** From one format to the next; the first brings format 1 to 2. */
  private static final List<UnaryOperator<JsonObject>> STEPS = List.of();

  /** What this version writes. Older ones are brought up to it as they are read. */
  static final int FORMAT = STEPS.size() + 1;

  /**
   * The group agreement whose state the profile holds. Versions with another one refuse this
   * profile; nothing is migrated.
   */
  static final String AGREEMENT = "interim";

  private static final int MAX_BYTES = 64 << 10;

  public ProfileHeader {
    byPassword = List.copyOf(byPassword);
    byRecovery = List.copyOf(byRecovery);
  }

  /**
   * Reads it.
   *
   * @throws SottoException {@code NOT_REGISTERED} when there is none, {@code PROFILE_UNREADABLE}
   */
  public static ProfileHeader read(ProfileDirectory directory) {
    if (!directory.exists()) {
      throw new SottoException(Reason.NOT_REGISTERED, "there is no profile in " + directory.path())
          .hint("register first: sotto register --join LINK --username NAME");
    }
    try {
      if (Files.size(directory.header()) > MAX_BYTES) {
        throw unreadable("its header is too long");
      }
      return parse(Files.readString(directory.header()));
    } catch (IOException e) {
      throw new SottoException(Reason.LOCAL_FILE, "cannot read " + directory.header()).cause(e);
    }
  }

  /** Puts it on disk in place of the one before, atomically. */
  void write(ProfileDirectory directory) {
    try {
      AtomicFile.write(directory.header(), (json() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SottoException(Reason.LOCAL_FILE, "cannot write " + directory.header()).cause(e);
    }
  }

  ProfileHeader withRegistered() {
    return new ProfileHeader(identity, address, true, byPassword, byRecovery);
  }

  ProfileHeader withAddress(ServerAddress newAddress) {
    return new ProfileHeader(identity, newAddress, registered, byPassword, byRecovery);
  }

  ProfileHeader withWraps(List<Bytes> newByPassword, List<Bytes> newByRecovery) {
    return new ProfileHeader(identity, address, registered, newByPassword, newByRecovery);
  }

  private JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("format", FORMAT);
    json.addProperty("agreement", AGREEMENT);
    json.addProperty("registered", registered);
    json.addProperty("username", identity.username().value());
    json.addProperty("device", identity.device().toString());
    json.addProperty("server", identity.serverId());
    json.addProperty("ca_fingerprint", base64(identity.caFingerprint().value()));
    json.addProperty("ca_certificate", base64(identity.caCertificate()));
    json.addProperty("chat_host", address.chatHost());
    json.addProperty("chat_port", address.chatPort());
    json.addProperty("enrol_host", address.enrolHost());
    json.addProperty("enrol_port", address.enrolPort());
    json.add("key_by_password", list(byPassword));
    json.add("key_by_recovery", list(byRecovery));
    return json;
  }

  private static ProfileHeader parse(String text) {
    try {
      JsonObject json = current(JsonParser.parseString(text).getAsJsonObject(), STEPS);
      String agreement = json.get("agreement").getAsString();
      if (!agreement.equals(AGREEMENT)) {
        throw unreadable("its group agreement '" + agreement + "' is not the one of this version")
            .hint(
                "use the version that made it, or register anew in another directory with --profile");
      }
      return new ProfileHeader(
          new ProfileIdentity(
              new Username(json.get("username").getAsString()),
              DeviceId.parse(json.get("device").getAsString()),
              new CaFingerprint(bytes(json.get("ca_fingerprint"))),
              bytes(json.get("ca_certificate"))),
          new ServerAddress(
              json.get("chat_host").getAsString(),
              json.get("chat_port").getAsInt(),
              json.get("enrol_host").getAsString(),
              json.get("enrol_port").getAsInt()),
          json.get("registered").getAsBoolean(),
          list(json.get("key_by_password")),
          list(json.get("key_by_recovery")));
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | NullPointerException
        | UnsupportedOperationException e) {
      // Gson reports a missing or misplaced field by any of these.
      throw unreadable("its header cannot be read").cause(e);
    }
  }

  /**
   * Brings a header to the newest format, in memory: it is on disk with the next change.
   *
   * @throws SottoException {@code PROFILE_TOO_NEW}
   */
  static JsonObject current(JsonObject json, List<UnaryOperator<JsonObject>> steps) {
    int format = json.get("format").getAsInt();
    if (format < 1) {
      throw unreadable("its header has the format " + format);
    }
    if (format > steps.size() + 1) {
      throw tooNew("its format is " + format + ", and this program knows " + (steps.size() + 1));
    }
    JsonObject newer = json;
    for (UnaryOperator<JsonObject> step : steps.subList(format - 1, steps.size())) {
      newer = step.apply(newer);
    }
    return newer;
  }

  /** The failure of whoever meets a profile of the future. */
  static SottoException tooNew(String how) {
    return new SottoException(
            Reason.PROFILE_TOO_NEW,
            "this profile was last used by a newer version of sotto: " + how)
        .hint("update sotto, or choose another profile with --profile; this one is as it was");
  }

  private static SottoException unreadable(String why) {
    return new SottoException(Reason.PROFILE_UNREADABLE, "this profile cannot be used: " + why);
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static Bytes bytes(JsonElement element) {
    return Bytes.copyFrom(Base64.getDecoder().decode(element.getAsString()));
  }

  private static JsonArray list(List<Bytes> values) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(base64(value)));
    return array;
  }

  private static List<Bytes> list(JsonElement element) {
    List<Bytes> values = new ArrayList<>();
    element.getAsJsonArray().forEach(value -> values.add(bytes(value)));
    return values;
  }
}
