package chat.sotto.service.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatementRulesTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DeviceRef ALICE = device("alice");
  private static final DeviceRef ALICES_OTHER = device("alice");
  private static final DeviceRef BOB = device("bob");
  private static final DeviceRef REVOKED = device("bob");

  private static final DeviceFacts DEVICES =
      new DeviceFacts() {
        @Override
        public boolean isLive(DeviceRef device) {
          return Set.of(ALICE, ALICES_OTHER, BOB).contains(device);
        }

        @Override
        public boolean isReading(DeviceRef device) {
          return Set.of(ALICE, BOB, REVOKED).contains(device);
        }
      };

  private static DeviceRef device(String owner) {
    return new DeviceRef(Username.of(owner), DeviceId.random(RANDOM));
  }

  private static Optional<String> later(List<DeviceRef> added, List<DeviceRef> removed) {
    return StatementRules.later(
        ChatKind.DIRECT,
        ALICE,
        new CommitStatement(added, removed, List.of(), List.of(), List.of()),
        true,
        DEVICES);
  }

  private static Optional<String> first(CommitStatement statement) {
    return StatementRules.first(ChatKind.DIRECT, ALICE, statement);
  }

  @Test
  void first_addingTheAuthorAndInvitingOne_isGood() {
    assertThat(first(CommitStatement.founding(ALICE, List.of(BOB.user())))).isEmpty();
  }

  @Test
  void first_otherwise_isRefused() {
    List<Username> bob = List.of(BOB.user());
    Username carol = Username.of("carol");

    assertThat(first(CommitStatement.founding(BOB, bob))).isPresent();
    assertThat(first(CommitStatement.founding(ALICE, List.of()))).isPresent();
    assertThat(first(CommitStatement.founding(ALICE, List.of(BOB.user(), carol)))).isPresent();
    assertThat(first(CommitStatement.founding(ALICE, List.of(ALICE.user())))).isPresent();
    assertThat(first(new CommitStatement(List.of(ALICE), List.of(BOB), List.of(), bob, List.of())))
        .isPresent();
    assertThat(
            first(
                new CommitStatement(
                    List.of(ALICE),
                    List.of(),
                    List.of(new RoleChange(BOB.user(), Role.ADMIN)),
                    bob,
                    List.of())))
        .isPresent();
    assertThat(
            first(new CommitStatement(List.of(ALICE), List.of(), List.of(), bob, List.of(carol))))
        .isPresent();
    assertThat(
            StatementRules.first(
                ChatKind.GROUP, ALICE, CommitStatement.founding(ALICE, List.of(carol, carol))))
        .isPresent();
  }

  @Test
  void later_ownDevicesAndReKeys_areGood() {
    assertThat(later(List.of(), List.of())).isEmpty();
    assertThat(later(List.of(ALICES_OTHER), List.of())).isEmpty();
    assertThat(later(List.of(ALICE), List.of(ALICE))).isEmpty();
    assertThat(later(List.of(), List.of(REVOKED))).isEmpty();
  }

  @Test
  void later_othersOrDeadDevices_areRefused() {
    assertThat(later(List.of(BOB), List.of())).isPresent();
    assertThat(later(List.of(device("alice")), List.of())).isPresent();
    assertThat(later(List.of(), List.of(BOB))).isPresent();
    assertThat(later(List.of(), List.of(ALICES_OTHER))).isPresent();
  }

  @Test
  void later_authorNotReadingAfterwards_isRefused() {
    assertThat(later(List.of(), List.of(ALICE))).isPresent();
    assertThat(
            StatementRules.later(ChatKind.DIRECT, ALICE, CommitStatement.NOTHING, false, DEVICES))
        .isPresent();
  }

  @Test
  void later_namedTwice_isRefused() {
    assertThat(later(List.of(ALICE, ALICE), List.of())).isPresent();
    assertThat(later(List.of(), List.of(REVOKED, REVOKED))).isPresent();
  }

  @Test
  void later_rolesAndInvitations_areRefused() {
    for (CommitStatement statement :
        List.of(
            new CommitStatement(
                List.of(),
                List.of(),
                List.of(new RoleChange(BOB.user(), Role.OWNER)),
                List.of(),
                List.of()),
            new CommitStatement(List.of(), List.of(), List.of(), List.of(BOB.user()), List.of()),
            new CommitStatement(List.of(), List.of(), List.of(), List.of(), List.of(BOB.user())))) {
      assertThat(StatementRules.later(ChatKind.DIRECT, ALICE, statement, true, DEVICES))
          .isPresent();
    }
  }

  @Test
  void later_inAnotherKindOfChat_isRefused() {
    assertThat(StatementRules.later(ChatKind.GROUP, ALICE, CommitStatement.NOTHING, true, DEVICES))
        .isPresent();
  }
}
