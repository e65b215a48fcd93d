package chat.sotto.mls;

import static chat.sotto.mls.Room.text;
import static chat.sotto.mls.fixture.Names.credential;
import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.CipherSuite;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.fixture.Names;
import chat.sotto.mls.port.CredentialPolicy;
import chat.sotto.mls.wire.Credential;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.MlsMessage;
import chat.sotto.mls.wire.Proposal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example in the package's documentation, which has the same text and so compiles and runs. */
class ExampleTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;

  private final List<Bytes> shown = new ArrayList<>();
  private final CredentialPolicy policy = Names.BELIEVED;
  private final Server server = new Server();

  /** Gives out the last thing that it got. */
  private static final class Server {
    private final List<MlsMessage> messages = new ArrayList<>();

    void send(MlsMessage message) {
      messages.add(message);
    }

    MlsMessage next() {
      return messages.get(messages.size() - 1);
    }
  }

  private void show(Credential who, Bytes what) {
    assertThat(who).isEqualTo(credential("alice"));
    shown.add(what);
  }

  private void show(Credential who, List<Member> added, List<Member> removed) {
    throw new AssertionError(who + " committed " + added + removed);
  }

  @Test
  void example_whenRun_leavesBothInTheGroup() {
    // example
    GroupSettings settings = GroupSettings.of(policy);
    Client alice = Client.generate(SUITE, credential("alice"), settings);
    Client bob = Client.generate(SUITE, credential("bob"), settings);

    // Bob publishes a key package, Alice creates a group and adds him.
    OwnKeyPackage waiting = bob.keyPackage();
    Group alices = Group.create(alice, new GroupId(text("a group")));
    PendingCommit adding = alices.commit(new Proposal.Add(waiting.keyPackage()));
    server.send(adding.message());
    alices = adding.merge(); // when the server has taken it
    Group bobs = Group.join(bob, waiting, adding.welcome().orElseThrow());

    // Alice says something.
    Sent hello = alices.protect(text("hello"));
    alices = hello.group();
    server.send(hello.message());

    // Bob reads it, and whatever else comes.
    Received received = bobs.process(server.next());
    if (received instanceof Received.Application message) {
      bobs = message.group();
      show(message.sender().credential(), message.data());
    } else if (received instanceof Received.NewProposal proposal) {
      bobs = proposal.group();
    } else if (received instanceof StagedCommit commit) {
      show(commit.committer().credential(), commit.added(), commit.removed());
      Membership after = commit.merge(); // a ClosedGroup, if it was Bob who was removed
      bobs = after.getGroup();
    }

    // Bob brings new keys, and stores his group.
    PendingCommit fresh = bobs.commit();
    Secret stored = fresh.group().serialize(); // to be encrypted
    Group later = Group.restore(stored, settings);
    bobs = later.pending().orElseThrow().merge();
    // end
    assertThat(shown).containsExactly(text("hello"));
    assertThat(bobs.epoch()).isEqualTo(new Epoch(2));
    assertThat(alices.members()).hasSize(2);
  }

  @Test
  void example_inTheDocumentation_isThisOne() throws IOException {
    Path here = Path.of("src", "test", "java", "chat", "sotto", "mls", "ExampleTest.java");
    Path there = Path.of("src", "main", "java", "chat", "sotto", "mls", "package-info.java");
    List<String> code = between(here, "    // example", "    // end", 4);
    assertThat(between(there, " * <pre>{@code", " * }</pre>", 3)).isEqualTo(code);
    assertThat(code).hasSizeBetween(25, 45);
  }

  private static List<String> between(Path file, String start, String end, int indent)
      throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.subList(lines.indexOf(start) + 1, lines.indexOf(end)).stream()
        .map(line -> line.length() < indent ? "" : line.substring(indent))
        .toList();
  }
}
