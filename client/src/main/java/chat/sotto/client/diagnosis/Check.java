package chat.sotto.client.diagnosis;

/** A step of an examination, in no particular order: a profile and a link differ. */
public enum Check {
  /** What the profile holds outside its seal. */
  PROFILE,
  /** The host's name. */
  NAME,
  /** Whether somebody takes connections. */
  TCP,
  /** Whether it speaks TLS 1.3. */
  TLS,
  /** Whether it is the server that is pinned. */
  PIN,
  /** The listener for newcomers and for expired certificates. */
  ENROLLMENT,
  /** Whether newcomers are taken. */
  REGISTRATION,
  /** The chat listener, as the enrolment listener names it. */
  CHAT,
  /** This machine's clock beside the server's. */
  CLOCK,
  /** Whether both speak the same protocol version. */
  VERSION,
  /** The device's certificate, and what the server thinks of the device. */
  CERTIFICATE,
  /** Whether the profile is logged in. */
  SESSION
}
