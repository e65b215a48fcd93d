/**
 * The primitives of a cipher suite and the labelled functions that RFC 9420 §5 and §8 build from
 * them; {@link chat.sotto.mls.crypto.MlsCrypto} is the way in. The only package that sees Tink and
 * the JDK's cryptography.
 */
@NullMarked
package chat.sotto.mls.crypto;

import org.jspecify.annotations.NullMarked;
