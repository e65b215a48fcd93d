/**
 * The server: {@link chat.sotto.service.SottoServer} starts it from a {@link
 * chat.sotto.service.ServerConfig}. Here everything is wired and the sockets are opened.
 */
@NullMarked
package chat.sotto.service;

import org.jspecify.annotations.NullMarked;
