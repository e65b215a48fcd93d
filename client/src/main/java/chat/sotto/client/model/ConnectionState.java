package chat.sotto.client.model;

/** How a profile stands towards its server. */
public enum ConnectionState {
  /** Not wanted at the moment, or given up: see the reason. */
  OFFLINE,
  /** Being made, or waited for until the next attempt. */
  CONNECTING,
  /** The stream is open; what happened meanwhile is being fetched. */
  SYNCHRONISING,
  /** The stream is open and live. */
  ONLINE
}
