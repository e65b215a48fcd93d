package chat.sotto.benchmarks.mls;

import chat.sotto.mls.codec.Bytes;

/** A member of a group by one engine or the other. What is sent comes and goes as bytes. */
interface Member {
  /** What an added one joins by, and what the others follow. */
  record Added(Bytes commit, Bytes welcome) {}

  /** A key package that may be used again and again. */
  byte[] keyPackage() throws Exception;

  /** Begins a group of one. */
  void create() throws Exception;

  /** Joins by a welcome to its key package. */
  void join(byte[] welcome) throws Exception;

  /** Makes an external commit; {@link #merge} enters. */
  byte[] joinExternally(byte[] groupInfo) throws Exception;

  /** Commits that somebody comes, without a path or with one. */
  Added add(boolean path, byte[]... keyPackages) throws Exception;

  /** Commits new keys of its own. */
  byte[] update() throws Exception;

  /** Commits that somebody goes. */
  byte[] remove(int leaf) throws Exception;

  /** Follows its own commit. */
  void merge() throws Exception;

  /** Gives its own commit up. */
  void discard() throws Exception;

  /** Follows somebody else's commit. */
  void process(byte[] commit) throws Exception;

  /** Encrypts a message of the application. */
  byte[] protect(byte[] data) throws Exception;

  /** Decrypts one. */
  byte[] unprotect(byte[] message) throws Exception;

  /** What one joins by from outside. */
  byte[] groupInfo() throws Exception;
}
