/**
 * Accounts, their devices, certificates, sessions and credentials. Calls may block on the store and
 * so never run on a thread that moves bytes.
 */
@NullMarked
package chat.sotto.service.usecase.account;

import org.jspecify.annotations.NullMarked;
