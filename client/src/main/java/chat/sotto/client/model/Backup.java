package chat.sotto.client.model;

import java.time.Instant;

/**
 * A complete backup of a server.
 *
 * @param path the folder on the server's machine
 * @param bytes the size of its files together
 * @param time when it was begun, by the server's clock: what was acknowledged before is in it
 */
public record Backup(String path, long bytes, Instant time) {}
