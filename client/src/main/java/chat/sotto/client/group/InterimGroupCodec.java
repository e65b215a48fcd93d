package chat.sotto.client.group;

import chat.sotto.client.codec.ByteReader;
import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.Secrets;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.util.ArrayList;
import java.util.List;

/** The forms in which states and pending commits lie in the sealed profile. */
final class InterimGroupCodec {
  private static final int VERSION = InterimCommit.MAGIC;
  private static final int MAX_CONTEXT = 2 * 1024 * 1024;
  private static final int MAX_STATE = MAX_CONTEXT + 64;
  private static final int MAX_COMMIT = 1024 * 1024;
  private static final int MAX_GROUP_INFO = 2 * 1024 * 1024;
  private static final int MAX_LIST = 1_000;

  private InterimGroupCodec() {}

  static SecretBytes write(InterimGroupState state) {
    return Secrets.of(stateBytes(state));
  }

  static SecretBytes write(PendingCommit pending, InterimGroupState next) {
    CommitStatement statement = pending.statement();
    ByteWriter out =
        new ByteWriter()
            .u8(VERSION)
            .lp(stateBytes(next))
            .lp(pending.commit().toByteArray())
            .lp(pending.groupInfo().toByteArray());
    writeDevices(out, statement.added());
    writeDevices(out, statement.removed());
    writeUsers(out, statement.invited());
    writeUsers(out, statement.uninvited());
    return Secrets.of(out.u8(statement.givesRoles() ? 1 : 0).toBytes());
  }

  static GroupState readState(SecretBytes serialized) {
    try {
      return state(Secrets.export(serialized));
    } catch (MalformedBytesException e) {
      throw unreadable(e);
    }
  }

  static PendingCommit readPending(SecretBytes serialized) {
    try {
      ByteReader in = new ByteReader(Secrets.export(serialized));
      requireVersion(in);
      GroupState next = state(in.lp(MAX_STATE));
      Bytes commit = Bytes.copyFrom(in.lp(MAX_COMMIT));
      Bytes groupInfo = Bytes.copyFrom(in.lp(MAX_GROUP_INFO));
      CommitStatement statement =
          new CommitStatement(
              readDevices(in), readDevices(in), readUsers(in), readUsers(in), in.flag());
      in.end();
      return new PendingCommit(next, commit, groupInfo, statement);
    } catch (MalformedBytesException e) {
      throw unreadable(e);
    }
  }

  private static byte[] stateBytes(InterimGroupState state) {
    return new ByteWriter()
        .u8(VERSION)
        .lp(state.context().toBytes())
        .raw(Secrets.export(state.secret().secret()))
        .toBytes();
  }

  private static InterimGroupState state(byte[] bytes) throws MalformedBytesException {
    ByteReader in = new ByteReader(bytes);
    requireVersion(in);
    GroupContext context = GroupContext.parse(in.lp(MAX_CONTEXT));
    EpochSecret secret = new EpochSecret(Secrets.of(in.raw(EpochSecret.LENGTH)));
    in.end();
    return new InterimGroupState(context, secret);
  }

  private static void requireVersion(ByteReader in) throws MalformedBytesException {
    if (in.u8() != VERSION) {
      throw new MalformedBytesException("an unknown version of a group");
    }
  }

  private static void writeDevices(ByteWriter out, List<CommitStatement.Device> devices) {
    out.u32(devices.size());
    devices.forEach(d -> out.lp(d.username().value()).raw(d.device().value()));
  }

  private static List<CommitStatement.Device> readDevices(ByteReader in)
      throws MalformedBytesException {
    int count = in.u32(MAX_LIST);
    List<CommitStatement.Device> devices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Username user = CredentialCodec.readUser(in);
      devices.add(new CommitStatement.Device(user, DeviceId.of(in.raw(16))));
    }
    return devices;
  }

  private static void writeUsers(ByteWriter out, List<Username> users) {
    out.u32(users.size());
    users.forEach(user -> out.lp(user.value()));
  }

  private static List<Username> readUsers(ByteReader in) throws MalformedBytesException {
    int count = in.u32(MAX_LIST);
    List<Username> users = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      users.add(CredentialCodec.readUser(in));
    }
    return users;
  }

  private static SottoException unreadable(MalformedBytesException e) {
    return new SottoException(
            Reason.PROFILE_UNREADABLE, "a chat's keys in the profile cannot be read")
        .hint("this profile belongs to another version of sotto, or is damaged")
        .cause(e);
  }
}
