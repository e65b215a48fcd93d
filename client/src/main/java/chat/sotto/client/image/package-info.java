/**
 * Images before they are sent and when they are shown: what a file is, a copy without what it says
 * of its maker, a thumbnail. {@link chat.sotto.client.image.Images} is the way in. Files are read
 * and nothing else; AWT is used by the two classes that decode and encode, and loaded by nobody
 * before.
 */
@NullMarked
package chat.sotto.client.image;

import org.jspecify.annotations.NullMarked;
