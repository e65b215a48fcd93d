package chat.sotto.service.grpc;

/** What a method asks of its caller. */
public enum Access {
  /** The device certificate alone. */
  DEVICE,
  /** A session as well. */
  SESSION,
  /** A session of an operator. */
  OPERATOR
}
