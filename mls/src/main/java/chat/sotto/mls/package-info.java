/**
 * Messaging Layer Security (RFC 9420): keys for groups that change. Bytes come in and bytes go out;
 * the engine knows no network, no storage and no other module.
 *
 * <h2>What MLS does</h2>
 *
 * <p>A group of clients shares a secret. Whenever somebody is added or removed, or just wants new
 * keys, a member sends a <em>commit</em>, and with it an <em>epoch</em> ends and the next begins:
 * all members compute the same new secret, nobody else can. Who was removed cannot read on; who was
 * added cannot read back; and whoever's keys were stolen is safe again after a commit of its own.
 *
 * <p>That costs the logarithm of the group's size, because of the <em>ratchet tree</em>. Its leaves
 * are the members, each with a key pair for encryption, a signature key, and a <em>credential</em>
 * that says who it is. Each node above has a key pair that all members below it hold. A commit
 * brings new key pairs from the committer's leaf up to the root, and encrypts each once to the
 * other side: not to its members, but to the key of the node that they share. From the new root
 * come the secrets of the epoch: for messages, whose keys are used once and then overwritten; for
 * the next epoch; and for the application ({@link chat.sotto.mls.Group#export}).
 *
 * <h2>Who does what</h2>
 *
 * <ul>
 *   <li>A {@link chat.sotto.mls.Client} is who one is: a signature key, a credential, and what one
 *       supports. It publishes <em>key packages</em>, with which others can add it while it is away
 *       ({@link chat.sotto.mls.OwnKeyPackage} holds their private halves).
 *   <li>Members <em>propose</em> changes, or put them right into a commit. Commits add people, who
 *       join by a <em>welcome</em>. Others join by a commit of their own, an <em>external</em> one,
 *       from a group info that a member made ({@link chat.sotto.mls.Group#joinExternally}).
 *   <li>Two commits in one epoch cannot both count. Somebody, usually a server, puts messages into
 *       an order; until it has, an own commit is a {@link chat.sotto.mls.PendingCommit}. One that
 *       comes in is a {@link chat.sotto.mls.StagedCommit}: look at who comes and goes, then merge
 *       it.
 *   <li>Whether credentials are true only the application knows: {@link
 *       chat.sotto.mls.port.CredentialPolicy} asks it. Members should compare the {@linkplain
 *       chat.sotto.mls.Group#epochAuthenticator epoch authenticator} if they trust nobody else.
 * </ul>
 *
 * <h2>How it is used</h2>
 *
 * <p>A {@link chat.sotto.mls.Group} does not change. Each step gives another one to go on with; a
 * step that is refused throws an {@link chat.sotto.mls.error.MlsException}, whose subclass says
 * whose fault it was, and leaves the group as it was. A step that succeeds uses the group up that
 * it began with, for secrets are overwritten as soon as they are consumed. Store a group after each
 * step ({@link chat.sotto.mls.Group#serialize}), and before what it sent leaves.
 *
 * <pre>{@code
 * GroupSettings settings = GroupSettings.of(policy);
 * Client alice = Client.generate(SUITE, credential("alice"), settings);
 * Client bob = Client.generate(SUITE, credential("bob"), settings);
 *
 * // Bob publishes a key package, Alice creates a group and adds him.
 * OwnKeyPackage waiting = bob.keyPackage();
 * Group alices = Group.create(alice, new GroupId(text("a group")));
 * PendingCommit adding = alices.commit(new Proposal.Add(waiting.keyPackage()));
 * server.send(adding.message());
 * alices = adding.merge(); // when the server has taken it
 * Group bobs = Group.join(bob, waiting, adding.welcome().orElseThrow());
 *
 * // Alice says something.
 * Sent hello = alices.protect(text("hello"));
 * alices = hello.group();
 * server.send(hello.message());
 *
 * // Bob reads it, and whatever else comes.
 * Received received = bobs.process(server.next());
 * if (received instanceof Received.Application message) {
 *   bobs = message.group();
 *   show(message.sender().credential(), message.data());
 * } else if (received instanceof Received.NewProposal proposal) {
 *   bobs = proposal.group();
 * } else if (received instanceof StagedCommit commit) {
 *   show(commit.committer().credential(), commit.added(), commit.removed());
 *   Membership after = commit.merge(); // a ClosedGroup, if it was Bob who was removed
 *   bobs = after.getGroup();
 * }
 *
 * // Bob brings new keys, and stores his group.
 * PendingCommit fresh = bobs.commit();
 * Secret stored = fresh.group().serialize(); // to be encrypted
 * Group later = Group.restore(stored, settings);
 * bobs = later.pending().orElseThrow().merge();
 * }</pre>
 */
@NullMarked
package chat.sotto.mls;

import org.jspecify.annotations.NullMarked;
