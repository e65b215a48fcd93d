/**
 * Live streams: who is connected, where each stream stands in each chat's log, and what it is sent
 * next. Entries pass as bytes that were encoded once; nothing here knows what they mean.
 */
@NullMarked
package chat.sotto.service.session;

import org.jspecify.annotations.NullMarked;
