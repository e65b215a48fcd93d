package chat.sotto.client.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as the operator sees it.
 *
 * @param username its name
 * @param created when it was registered, by the server's clock
 * @param lastSeen when one of its devices last called; null when none did
 * @param devices how many devices it has
 * @param disabled whether the server refuses its calls
 * @param operator whether it is an operator
 */
public record UserInfo(
    Username username,
    Instant created,
    @Nullable Instant lastSeen,
    int devices,
    boolean disabled,
    boolean operator) {}
