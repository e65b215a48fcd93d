package chat.sotto.it.wire;

import com.google.protobuf.ByteString;

/**
 * Two people with a direct chat in which both can write.
 *
 * @param one who asked
 * @param other who accepted
 * @param chat theirs
 */
public record Friends(Person one, Person other, WireChat chat) {
  /** The chat's id. */
  public ByteString id() {
    return chat.id();
  }

  /** Makes friends of two people. */
  public static Friends of(Person one, Person other) {
    return new Friends(
        one,
        other,
        WireDevice.befriend(one.device(), one.connection(), other.device(), other.connection()));
  }
}
