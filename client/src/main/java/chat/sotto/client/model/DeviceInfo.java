package chat.sotto.client.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device of the user's account.
 *
 * @param device its id
 * @param name what the user calls it
 * @param created when it was registered, by the server's clock
 * @param lastSeen when it last called the server; null when it never did
 * @param current whether it is the one that asks
 */
public record DeviceInfo(
    DeviceId device, String name, Instant created, @Nullable Instant lastSeen, boolean current) {}
