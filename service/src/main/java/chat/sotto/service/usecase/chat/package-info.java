/**
 * What a user does with chats: writing, asking, answering, leaving, reading. Each class is one
 * thing; what it changes is told to the live streams.
 */
@NullMarked
package chat.sotto.service.usecase.chat;

import org.jspecify.annotations.NullMarked;
