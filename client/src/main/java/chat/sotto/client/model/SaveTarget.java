package chat.sotto.client.model;

import java.nio.file.Path;

/**
 * Where a received file goes.
 *
 * @param path a file's path, or an existing folder: then the file gets its sender's name, made safe
 * @param overwrite whether a file that is there may be replaced; otherwise it is {@code
 *     FILE_EXISTS} and stays as it was
 */
public record SaveTarget(Path path, boolean overwrite) {}
