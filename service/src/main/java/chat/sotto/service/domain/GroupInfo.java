package chat.sotto.service.domain;

import com.google.protobuf.ByteString;

/**
 * What a joiner needs, as its author uploaded it.
 *
 * @param handshakeSeq the commit it belongs to
 * @param bytes opaque to the server; at most 2 MiB
 */
public record GroupInfo(Seq handshakeSeq, ByteString bytes) {}
