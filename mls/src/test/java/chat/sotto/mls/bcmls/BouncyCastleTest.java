package chat.sotto.mls.bcmls;

import chat.sotto.mls.GroupSettings.Handshakes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.fixture.WithConscrypt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stories told twice for each suite: once our engine creates the group, once Bouncy Castle's does.
 * Alice, Carol and Erin are of the one, Bob, Dave and Frank of the other.
 *
 * <p>The stories go round three things that Bouncy Castle 1.84 does otherwise than RFC 9420 says:
 *
 * <ul>
 *   <li>Its parent hashes begin at the root even where the root is not on the filtered direct path,
 *       because the other half of the tree is empty (§7.9, §4.1.2: {@code
 *       TreeKEMPublicKey.parentHashes}). Neither takes a commit of the other's then. So there is
 *       always somebody in both halves here.
 *   <li>It refuses a proposal that removes itself, whoever made it (§12.1.3: {@code
 *       Group.validateRemove}), and cannot read the commit that follows. So it does not get them.
 *   <li>Its key packages are valid for ever (§7.2), which the application has to forbid. So it is
 *       given another lifetime.
 * </ul>
 */
@WithConscrypt
class BouncyCastleTest {
  /** Who is of which engine, in which suite. */
  record Cast(CipherSuite suite, boolean oursBegin, Handshakes handshakes) {
    Party one(String name) throws Exception {
      return party(oursBegin, name);
    }

    Party other(String name) throws Exception {
      return party(!oursBegin, name);
    }

    private Party party(boolean ours, String name) throws Exception {
      return ours
          ? new Ours(suite, name, handshakes)
          : new Castle(suite.id(), name, handshakes == Handshakes.ENCRYPTED);
    }
  }

  /** Public handshakes as well where that is cheap. */
  static Stream<Cast> casts() {
    List<Cast> casts = new ArrayList<>();
    for (CipherSuite suite : CipherSuite.values()) {
      for (boolean oursBegin : new boolean[] {true, false}) {
        casts.add(new Cast(suite, oursBegin, Handshakes.ENCRYPTED));
        if (suite == CipherSuite.X25519_AES128GCM_SHA256_ED25519) {
          casts.add(new Cast(suite, oursBegin, Handshakes.SIGNED));
        }
      }
    }
    return casts.stream();
  }

  @ParameterizedTest
  @MethodSource("casts")
  void membersComeAndGo_byBothEngines_agree(Cast cast) throws Exception {
    Party alice = cast.one("alice");
    Party bob = cast.other("bob");
    Party carol = cast.one("carol");
    Party dave = cast.other("dave");
    Talk talk = new Talk();
    talk.begins(alice);
    talk.adds(alice, bob);
    talk.allSaySomething();
    talk.updates(bob);
    talk.adds(bob, carol, dave);
    talk.allSaySomething();
    talk.updates(alice);
    talk.updates(dave);
    talk.removes(dave, alice);
    talk.updates(carol);
    talk.removes(carol, dave);
    talk.allSaySomething();
    Party erin = cast.one("erin");
    Party frank = cast.other("frank");
    talk.addsWithoutPath(carol, frank);
    talk.addsWithoutPath(frank, erin);
    talk.updates(erin);
    talk.updates(bob);
    talk.allSaySomething();
  }

  @ParameterizedTest
  @MethodSource("casts")
  void membersEnterFromOutside_byBothEngines_agree(Cast cast) throws Exception {
    Party alice = cast.one("alice");
    Party bob = cast.other("bob");
    Party carol = cast.one("carol");
    Talk talk = new Talk();
    talk.begins(alice);
    talk.entersExternally(bob, alice);
    talk.allSaySomething();
    talk.updates(alice);
    talk.entersExternally(carol, bob);
    talk.updates(carol);
    talk.entersAgain(carol, bob);
    talk.updates(bob);
    talk.entersAgain(bob, carol);
    talk.updates(bob);
    talk.updates(alice);
    talk.allSaySomething();
  }

  @ParameterizedTest
  @MethodSource("casts")
  void membersPropose_byBothEngines_agree(Cast cast) throws Exception {
    Party alice = cast.one("alice");
    Party bob = cast.other("bob");
    Party carol = cast.one("carol");
    Party dave = cast.other("dave");
    Talk talk = new Talk();
    talk.begins(alice);
    talk.adds(alice, bob, carol);
    talk.proposesUpdate(bob);
    talk.proposesToAdd(alice, dave);
    talk.commits(carol, List.of(dave), List.of());
    talk.allSaySomething();
    talk.proposesUpdate(alice);
    talk.proposesToRemove(bob, carol);
    talk.commits(dave, List.of(), List.of(carol));
    talk.updates(alice);
    talk.proposesToAdd(bob, carol);
    talk.commits(alice, List.of(carol), List.of());
    talk.updates(carol);
    talk.updates(bob);
    talk.allSaySomething();
  }

  @ParameterizedTest
  @MethodSource("casts")
  void membersMixInKeys_byBothEngines_agree(Cast cast) throws Exception {
    Party alice = cast.one("alice");
    Party bob = cast.other("bob");
    Party carol = cast.one("carol");
    Party dave = cast.other("dave");
    Talk talk = new Talk();
    talk.begins(alice);
    talk.adds(alice, bob);
    talk.allKnow("one", carol, dave);
    talk.mixesIn(alice, "one");
    talk.mixesIn(bob, "one");
    talk.proposesToMixIn(alice, "one");
    talk.proposesToAdd(alice, carol);
    talk.commits(bob, List.of(carol), List.of());
    talk.proposesToMixIn(bob, "one");
    talk.proposesToAdd(bob, dave);
    talk.commits(alice, List.of(dave), List.of());
    talk.updates(dave);
    talk.allSaySomething();
  }
}
