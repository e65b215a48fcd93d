package chat.sotto.it.debugging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a documented command line asks for, whichever tool it names. Two lines that ask for the same
 * are equal.
 *
 * @param verb what to do
 * @param target {@code HOST:PORT}
 * @param symbol the method or service; empty for all
 * @param data request messages in JSON
 * @param ca the file of the CA
 * @param certificate the file of the client's certificate, or none
 * @param key the file of its key, or none
 * @param serverName the name to verify
 * @param header a header, {@code @FILE} to read it from a file, or none
 * @param schema where the .proto files are, where reflection is not to be used
 * @param seconds after which the caller gives up; 0 for never
 */
record Call(
    Verb verb,
    String target,
    String symbol,
    List<String> data,
    @Nullable String ca,
    @Nullable String certificate,
    @Nullable String key,
    @Nullable String serverName,
    @Nullable String header,
    @Nullable String schema,
    int seconds) {

  /** What can be asked for. */
  enum Verb {
    LIST,
    LIST_METHODS,
    DESCRIBE,
    INVOKE
  }
}
