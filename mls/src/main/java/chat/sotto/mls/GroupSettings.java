package chat.sotto.mls;

import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.group.GroupState;
import chat.sotto.mls.group.Outgoing;
import chat.sotto.mls.group.PastEpochs;
import chat.sotto.mls.port.CredentialPolicy;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.port.RatchetLimits;
import chat.sotto.mls.validation.ValidationPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What the protocol leaves to the application. None of it is stored with a group: whoever restores
 * one says it again.
 *
 * @param credentials who is who
 * @param clock what time it is, for lifetimes of key packages
 * @param maxLifetime the longest lifetime of a key package that is accepted; at least a second
 * @param preSharedKeys the keys that are known besides those of earlier epochs
 * @param limits how far messages of one sender may come out of order
 * @param pastEpochs of how many epochs that were left messages can still be read, at most 64
 * @param resumptionEpochs of how many epochs the resumption key is kept, at most 1024
 * @param handshakes how proposals and commits travel
 * @param paddingStep messages of the application are padded to multiples of so many bytes; 1 for
 *     none
 */
public record GroupSettings(
    CredentialPolicy credentials,
    InstantSource clock,
    Duration maxLifetime,
    PreSharedKeys preSharedKeys,
    RatchetLimits limits,
    int pastEpochs,
    int resumptionEpochs,
    Handshakes handshakes,
    int paddingStep) {
  private static final int MAX_PADDING_STEP = 1 << 20;
  private static final int MAX_RESUMPTION_EPOCHS = 1024;

  /** How proposals and commits travel. */
  public enum Handshakes {
    /** Signed and encrypted: those who carry them do not see what changes. */
    ENCRYPTED,
    /** Signed only: those who carry them see who does what. */
    SIGNED
  }

  /** Refuses what makes no sense. */
  public GroupSettings {
    if (maxLifetime.toSeconds() < 1) {
      throw new MisuseException("the longest lifetime is more than nothing");
    }
    if (pastEpochs < 0 || pastEpochs > PastEpochs.MOST) {
      throw new MisuseException("messages are read of 0 to 64 epochs that were left");
    }
    if (resumptionEpochs < 0 || resumptionEpochs > MAX_RESUMPTION_EPOCHS) {
      throw new MisuseException("resumption keys are kept of 0 to 1024 epochs");
    }
    if (paddingStep < 1 || paddingStep > MAX_PADDING_STEP) {
      throw new MisuseException("messages are padded to multiples of 1 byte to 1 MiB");
    }
  }

  /**
   * The usual: encrypted handshakes, lifetimes up to half a year, late messages of the last three
   * epochs, resumption keys of eight, padding to 64 bytes.
   */
  public static GroupSettings of(CredentialPolicy credentials) {
    return new GroupSettings(
        credentials,
        Clock.systemUTC(),
        Duration.ofDays(183),
        PreSharedKeys.NONE,
        RatchetLimits.DEFAULT,
        3,
        8,
        Handshakes.ENCRYPTED,
        64);
  }

  /** The same with another clock. */
  public GroupSettings withClock(InstantSource other) {
    return with(copy -> copy.clock = other);
  }

  /** The same with another bound on lifetimes. */
  public GroupSettings withMaxLifetime(Duration longest) {
    return with(copy -> copy.maxLifetime = longest);
  }

  /** The same with pre-shared keys. */
  public GroupSettings withPreSharedKeys(PreSharedKeys known) {
    return with(copy -> copy.preSharedKeys = known);
  }

  /** The same with other limits of ratchets. */
  public GroupSettings withLimits(RatchetLimits other) {
    return with(copy -> copy.limits = other);
  }

  /** The same, keeping of more or fewer epochs what reads late messages and proves membership. */
  public GroupSettings withEpochsKept(int past, int resumption) {
    return with(
        copy -> {
          copy.pastEpochs = past;
          copy.resumptionEpochs = resumption;
        });
  }

  /** The same with handshakes in this form. */
  public GroupSettings withHandshakes(Handshakes form) {
    return with(copy -> copy.handshakes = form);
  }

  /** The same with padding to other multiples. */
  public GroupSettings withPaddingStep(int bytes) {
    return with(copy -> copy.paddingStep = bytes);
  }

  private GroupSettings with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return new GroupSettings(
        credentials,
        copy.clock,
        copy.maxLifetime,
        copy.preSharedKeys,
        copy.limits,
        copy.pastEpochs,
        copy.resumptionEpochs,
        copy.handshakes,
        copy.paddingStep);
  }

  /** What may be said otherwise than usual, while it is changed. */
  private static final class Copy {
    private InstantSource clock;
    private Duration maxLifetime;
    private PreSharedKeys preSharedKeys;
    private RatchetLimits limits;
    private int pastEpochs;
    private int resumptionEpochs;
    private Handshakes handshakes;
    private int paddingStep;

    Copy(GroupSettings of) {
      clock = of.clock;
      maxLifetime = of.maxLifetime;
      preSharedKeys = of.preSharedKeys;
      limits = of.limits;
      pastEpochs = of.pastEpochs;
      resumptionEpochs = of.resumptionEpochs;
      handshakes = of.handshakes;
      paddingStep = of.paddingStep;
    }
  }

  GroupState.Settings of(MlsCrypto crypto) {
    return new GroupState.Settings(
        crypto, ValidationPolicy.of(credentials, clock, maxLifetime), limits, resumptionEpochs);
  }

  Outgoing.Form form() {
    return handshakes == Handshakes.ENCRYPTED ? Outgoing.Form.PRIVATE : Outgoing.Form.PUBLIC;
  }

  /** Enters an epoch from the one before it. */
  Membership enter(GroupState old, GroupState next) {
    if (next.continuation().isPresent()) {
      return new ClosedGroup.ReInitialized(next.entered(old, 0), next.continuation().get());
    }
    return new Group(next.entered(old, pastEpochs), this);
  }

  /** How many zeros go after so many bytes. */
  int padding(int length) {
    return Math.floorMod(-length, paddingStep);
  }
}
