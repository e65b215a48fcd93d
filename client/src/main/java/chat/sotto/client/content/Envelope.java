package chat.sotto.client.content;

import chat.sotto.client.codec.ByteReader;
import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.codec.MalformedBytesException;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Seq;
import com.google.crypto.tink.util.Bytes;

/** What stands around sealed bytes in the clear; all of it is bound to them as associated data. */
record Envelope(Epoch epoch, long counter, LogPlace place, Bytes sealed) {
  static final int VERSION = 1;
  static final int MAX_LENGTH = 81_920;

  byte[] toBytes() {
    return new ByteWriter()
        .u8(VERSION)
        .u64(epoch.value())
        .u64(counter)
        .u64(place.seq().value())
        .raw(place.hash().value())
        .raw(sealed)
        .toBytes();
  }

  /** The version of an envelope; -1 when there is none. */
  static int version(byte[] payload) {
    return payload.length == 0 ? -1 : Byte.toUnsignedInt(payload[0]);
  }

  static Envelope parse(byte[] payload) throws MalformedBytesException {
    if (payload.length > MAX_LENGTH) {
      throw new MalformedBytesException("an envelope is longer than " + MAX_LENGTH + " bytes");
    }
    ByteReader in = new ByteReader(payload);
    if (in.u8() != VERSION) {
      throw new MalformedBytesException("an unknown version of an envelope");
    }
    Epoch epoch = new Epoch(in.u64());
    long counter = in.u64();
    Seq seq = new Seq(in.u64());
    LogHash hash = LogHash.of(in.raw(32));
    return new Envelope(epoch, counter, new LogPlace(seq, hash), Bytes.copyFrom(in.rest()));
  }
}
