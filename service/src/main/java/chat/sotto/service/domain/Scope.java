package chat.sotto.service.domain;

/** What a session may do. */
public enum Scope {
  /** Everything an ordinary user does, sending included. */
  SEND,
  /** The operator service and channelz. */
  OPERATOR
}
