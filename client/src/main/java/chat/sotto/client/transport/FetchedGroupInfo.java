package chat.sotto.client.transport;

import com.google.protobuf.ByteString;

/**
 * A group info as its author uploaded it.
 *
 * @param handshake sequence of the commit that it belongs to
 */
public record FetchedGroupInfo(ByteString groupInfo, long handshake) {}
