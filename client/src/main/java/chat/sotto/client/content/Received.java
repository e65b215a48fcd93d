package chat.sotto.client.content;

import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Seq;
import com.google.crypto.tink.util.Bytes;
import java.util.Optional;

/**
 * An envelope as it came, with what the server says about it: all of it is checked.
 *
 * @param sender the device that the server names
 * @param seq the entry's own place; empty for read marks and typing signs
 * @param lastCounter the last accepted counter of that device for this kind in this chat; 0 for
 *     none
 */
public record Received(
    PayloadKind kind,
    DeviceId sender,
    ClientMessageId clientId,
    Optional<Seq> seq,
    long lastCounter,
    Bytes payload) {}
