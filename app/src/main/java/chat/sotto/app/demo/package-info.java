/**
 * {@code sotto demo}: a newcomer's first look. {@link chat.sotto.app.demo.DemoCommand} tells the
 * story from the server's start to the proof that it cannot read what it stored.
 */
@NullMarked
package chat.sotto.app.demo;

import org.jspecify.annotations.NullMarked;
