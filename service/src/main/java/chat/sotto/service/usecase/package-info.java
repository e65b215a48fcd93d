/**
 * What users and operators can do, one class for each thing. What is refused is a {@link
 * chat.sotto.service.usecase.RefusedException} and has changed nothing.
 */
@NullMarked
package chat.sotto.service.usecase;

import org.jspecify.annotations.NullMarked;
