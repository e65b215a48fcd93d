/**
 * What the server talks about: names, ids, accounts, chats, log entries, the log hash, and the
 * rules for them as pure functions. It knows nobody: no store, no stream, no generated stub.
 */
@NullMarked
package chat.sotto.service.domain;

import org.jspecify.annotations.NullMarked;
