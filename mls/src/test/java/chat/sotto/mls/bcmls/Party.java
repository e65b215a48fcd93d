package chat.sotto.mls.bcmls;

import chat.sotto.mls.codec.Bytes;
import java.util.Optional;

/**
 * A member of a group, or somebody who wants to become one, by whatever engine. Everything comes
 * and goes as encoded messages. Bouncy Castle throws {@link Exception}, so all of it may.
 */
interface Party {
  /** What a commit does besides bringing new keys. */
  sealed interface Change {
    /** Somebody comes. */
    record Add(Bytes keyPackage) implements Change {}

    /** Somebody goes. */
    record Remove(int leaf) implements Change {}

    /** A key that all share is mixed in. */
    record MixIn(Bytes psk) implements Change {}
  }

  /** A commit, and what the new ones join by. */
  record Made(Bytes commit, Optional<Bytes> welcome) {}

  /** What it is called. */
  String name();

  /** Its place in the tree. */
  int leaf();

  /** A new key package, whose private keys it keeps. */
  byte[] keyPackage() throws Exception;

  /** Gets to know a pre-shared key, before it is in the group or after. */
  void know(byte[] id, byte[] psk);

  /** Begins a group of one. */
  void create(byte[] group) throws Exception;

  /** Enters by the last key package. */
  void join(byte[] welcome) throws Exception;

  /**
   * Enters by an external commit, which is given, and waits for {@link #merge}.
   *
   * @param former the leaf that it had, if it was in the group before
   */
  byte[] joinExternally(byte[] groupInfo, Optional<Integer> former) throws Exception;

  /** Commits what was proposed, and these changes; waits for {@link #merge}. */
  Made commit(Change... changes) throws Exception;

  /** Commits changes that need no path, without one. */
  Made commitWithoutPath(Change... changes) throws Exception;

  /** Goes on with what it made itself. */
  void merge();

  /** Proposes a change. */
  byte[] propose(Change change) throws Exception;

  /** Proposes new keys for its leaf. */
  byte[] proposeUpdate() throws Exception;

  /** Receives a proposal, or follows a commit. */
  void receive(byte[] handshake) throws Exception;

  /** Encrypts a message of the application. */
  byte[] say(byte[] data, byte[] inTheOpen) throws Exception;

  /** Reads one: the data, then what was in the open. */
  byte[][] hear(byte[] message) throws Exception;

  /** What others join by from outside. */
  byte[] groupInfo() throws Exception;

  /** Which epoch it is in. */
  long epoch();

  /** The secret that all who are in the same epoch have. */
  byte[] epochAuthenticator();

  /** Another one, by a label. */
  byte[] exported(String label, byte[] context, int length) throws Exception;
}
