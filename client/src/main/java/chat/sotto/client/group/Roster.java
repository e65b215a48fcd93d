package chat.sotto.client.group;

import chat.sotto.client.codec.ByteReader;
import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.group.Processed.SkipReason;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Username;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Who is in a group and who may join: the part of its context that commits change. Sorted, so that
 * it has one form.
 */
record Roster(ChatKind kind, List<GroupMember> members, List<Invitation> invitations) {
  private static final int MAX_USERS = 1_000;
  private static final int MAX_DEVICES = 16;
  private static final Comparator<DeviceCredential> BY_DEVICE =
      Comparator.comparing(credential -> credential.device().toString());

  Roster {
    members = members.stream().sorted(Comparator.comparing(GroupMember::user)).toList();
    invitations = invitations.stream().sorted(Comparator.comparing(Invitation::user)).toList();
  }

  /** Why the device may not join; empty when it may. Says nothing of signatures. */
  Optional<SkipReason> refuse(DeviceCredential joiner) {
    Optional<GroupMember> member = member(joiner.user());
    Optional<AccountPublicKey> known =
        member
            .map(GroupMember::accountKey)
            .or(() -> invitation(joiner.user()).map(Invitation::accountKey));
    if (known.isEmpty()) {
      return Optional.of(SkipReason.NOT_INVITED);
    }
    if (!known.get().equals(joiner.accountKey())) {
      return Optional.of(SkipReason.ACCOUNT_KEY_DIFFERS);
    }
    List<DeviceCredential> devices = member.map(GroupMember::devices).orElse(List.of());
    if (devices.stream().anyMatch(d -> d.generation().compareTo(joiner.generation()) > 0)) {
      return Optional.of(SkipReason.GENERATION_TOO_OLD);
    }
    Optional<DeviceCredential> same = device(joiner.device());
    if (same.isPresent() && !same.get().user().equals(joiner.user())) {
      return Optional.of(SkipReason.DEVICE_TAKEN);
    }
    boolean tooMany =
        member.isEmpty()
            ? members.size() >= MAX_USERS
            : same.isEmpty() && devices.size() >= MAX_DEVICES;
    return tooMany ? Optional.of(SkipReason.TOO_MANY) : Optional.empty();
  }

  /** The roster with the device in it; an older credential of the same device gives way. */
  Roster with(DeviceCredential joiner) {
    List<DeviceCredential> devices = new ArrayList<>();
    member(joiner.user()).ifPresent(member -> devices.addAll(member.devices()));
    devices.removeIf(device -> device.device().equals(joiner.device()));
    devices.add(joiner);
    devices.sort(BY_DEVICE);
    List<GroupMember> others = new ArrayList<>(members);
    others.removeIf(member -> member.user().equals(joiner.user()));
    others.add(new GroupMember(joiner.user(), joiner.accountKey(), devices));
    return new Roster(
        kind, others, invitations.stream().filter(i -> !i.user().equals(joiner.user())).toList());
  }

  Optional<GroupMember> member(Username user) {
    return members.stream().filter(member -> member.user().equals(user)).findFirst();
  }

  Optional<Invitation> invitation(Username user) {
    return invitations.stream().filter(i -> i.user().equals(user)).findFirst();
  }

  Optional<DeviceCredential> device(DeviceId id) {
    return members.stream()
        .flatMap(member -> member.devices().stream())
        .filter(device -> device.device().equals(id))
        .findFirst();
  }

  void write(ByteWriter out) {
    out.u8(number(kind)).u32(members.size());
    for (GroupMember member : members) {
      out.lp(member.user().value()).raw(member.accountKey().value()).u32(member.devices().size());
      member.devices().forEach(device -> CredentialCodec.writeDevice(out, device));
    }
    out.u32(invitations.size());
    for (Invitation invitation : invitations) {
      out.lp(invitation.user().value()).raw(invitation.accountKey().value());
    }
  }

  static Roster read(ByteReader in) throws MalformedBytesException {
    ChatKind kind = kind(in.u8());
    Set<DeviceId> seen = new HashSet<>();
    int count = in.u32(MAX_USERS);
    List<GroupMember> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(readMember(in, seen));
    }
    count = in.u32(MAX_USERS);
    List<Invitation> invitations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      invitations.add(
          new Invitation(CredentialCodec.readUser(in), AccountPublicKey.of(in.raw(32))));
    }
    requireAscending(members, member -> member.user().value());
    requireAscending(invitations, invitation -> invitation.user().value());
    return new Roster(kind, members, invitations);
  }

  /** The numbers of the contract's ChatKind. */
  private static int number(ChatKind kind) {
    return switch (kind) {
      case DIRECT -> 1;
      case GROUP -> 2;
      case ROOM -> 3;
    };
  }

  private static ChatKind kind(int number) throws MalformedBytesException {
    return switch (number) {
      case 1 -> ChatKind.DIRECT;
      case 2 -> ChatKind.GROUP;
      case 3 -> ChatKind.ROOM;
      default -> throw new MalformedBytesException("an unknown kind of chat");
    };
  }

  private static GroupMember readMember(ByteReader in, Set<DeviceId> seen)
      throws MalformedBytesException {
    Username user = CredentialCodec.readUser(in);
    AccountPublicKey accountKey = AccountPublicKey.of(in.raw(32));
    int count = in.u32(MAX_DEVICES);
    List<DeviceCredential> devices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DeviceCredential device = CredentialCodec.readDevice(in, user, accountKey);
      if (!seen.add(device.device())) {
        throw new MalformedBytesException("a device is in the group twice");
      }
      devices.add(device);
    }
    if (devices.isEmpty()) {
      throw new MalformedBytesException("a member has no device");
    }
    requireAscending(devices, device -> device.device().toString());
    return new GroupMember(user, accountKey, devices);
  }

  /**
   * One roster has one form: otherwise two members could hash the same group to different values.
   */
  private static <T> void requireAscending(List<T> items, Function<T, String> key)
      throws MalformedBytesException {
    for (int i = 1; i < items.size(); i++) {
      if (key.apply(items.get(i - 1)).compareTo(key.apply(items.get(i))) >= 0) {
        throw new MalformedBytesException("a list is not sorted");
      }
    }
  }
}
