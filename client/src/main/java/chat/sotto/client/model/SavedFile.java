package chat.sotto.client.model;

import java.nio.file.Path;

/**
 * A received file, checked and on disk.
 *
 * @param path where it lies
 * @param file what it is
 */
public record SavedFile(Path path, FileInfo file) {}
