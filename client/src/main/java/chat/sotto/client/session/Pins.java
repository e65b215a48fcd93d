package chat.sotto.client.session;

import chat.sotto.client.group.GroupMember;
import chat.sotto.client.group.GroupState;
import chat.sotto.client.group.Invitation;
import chat.sotto.client.identity.Attestation;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.identity.Pin;
import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Generation;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.profile.PinStore;
import chat.sotto.client.transport.DeviceRecord;
import chat.sotto.client.transport.UserRecord;
import chat.sotto.client.trust.CaFingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Holds other people's account keys against what was pinned at first contact, and their devices
 * against their account keys.
 */
final class Pins {

  private final PinStore store;
  private final Username self;
  private final CaFingerprint server;
  private final ServerAccess access;
  private final EventHub hub;

  Pins(PinStore store, Username self, CaFingerprint server, ServerAccess access, EventHub hub) {
    this.store = store;
    this.self = self;
    this.server = server;
    this.access = access;
    this.hub = hub;
  }

  /** Asks the directory, and believes what account key and pin confirm. */
  UserRecord lookUp(Username username) {
    UserRecord user = attested(username);
    requirePinned(username, user.accountKey(), null);
    return user;
  }

  /** Asks the directory; devices must be signed by the account key, whatever that is. */
  UserRecord attested(Username username) {
    UserRecord user = access.call(s -> s.directory().lookUp(username));
    if (!user.username().equals(username)) {
      throw new SottoException(
          Reason.BAD_RESPONSE, "the server answers with somebody else than " + username);
    }
    for (DeviceRecord device : user.devices()) {
      DeviceCredential credential =
          new DeviceCredential(
              username,
              user.accountKey(),
              device.device(),
              device.key(),
              new Generation(device.generation()),
              Attestation.of(device.attestation().toByteArray()));
      boolean current = device.generation() >= user.generation();
      if (!current || !credential.isAttested(server)) {
        SottoException refusal =
            new SottoException(
                    Reason.ATTESTATION_INVALID,
                    "device "
                        + device.device()
                        + " of "
                        + username
                        + " is not signed by "
                        + username
                        + "'s account key")
                .hint("the server may be adding a device of its own; compare safety numbers");
        hub.emit(
            new Event.SecurityWarning(
                Event.SecurityWarning.Kind.ATTESTATION_INVALID,
                null,
                username,
                refusal.getMessage()));
        throw refusal;
      }
    }
    return user;
  }

  /**
   * Fails with {@code PIN_CHANGED} unless everybody in the group has the pinned key; pins the keys
   * of strangers.
   */
  void require(GroupState group) {
    for (GroupMember member : group.members()) {
      requirePinned(member.user(), member.accountKey(), group.chat());
    }
    for (Invitation invitation : group.invitations()) {
      requirePinned(invitation.user(), invitation.accountKey(), group.chat());
    }
  }

  private void requirePinned(Username user, AccountPublicKey key, @Nullable ChatId chat) {
    if (user.equals(self)) {
      return;
    }
    switch (Pin.decide(store.find(user), key)) {
      case FIRST_CONTACT -> store.store(Pin.first(user, key));
      case SAME -> {
        // As it should be.
      }
      case CHANGED -> {
        SottoException refusal = Pin.changed(user);
        hub.emit(
            new Event.SecurityWarning(
                Event.SecurityWarning.Kind.ACCOUNT_KEY_CHANGED, chat, user, refusal.getMessage()));
        throw refusal;
      }
    }
  }

  /** Looks at a chat's members after a change; a changed key stops sending there. */
  void check(ChatWorker worker) {
    if (worker.book().group().isEmpty()) {
      return;
    }
    try {
      require(worker.book().group().get());
    } catch (SottoException e) {
      if (e.is(Reason.PIN_CHANGED)) {
        worker.stop(Reason.PIN_CHANGED);
      } else {
        throw e;
      }
    }
  }
}
