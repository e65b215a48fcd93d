/**
 * One profile, several processes: {@link chat.sotto.client.agent.AgentServer} serves the account of
 * the process that holds it over {@code agent.sock}, {@link chat.sotto.client.agent.AgentAccount}
 * is that account in another process.
 *
 * <p>What travels is described at {@link chat.sotto.client.agent.AgentProtocol}. The calling side
 * loads nothing of gRPC, Tink's primitives, SQLite or Bouncy Castle: it has to start fast.
 */
@NullMarked
package chat.sotto.client.agent;

import org.jspecify.annotations.NullMarked;
