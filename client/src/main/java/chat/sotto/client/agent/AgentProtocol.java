package chat.sotto.client.agent;

/**
 * What travels over {@code agent.sock}: lines of JSON, UTF-8, each at most {@value #MAX_LINE}
 * bytes.
 *
 * <pre>
 * agent   {"sotto_agent":2,"pid":4711,"software":"0.1.0","command":"listen","busy":false}   first, once
 * caller  {"id":1,"call":"chats","args":{}}                     ids are the caller's, each used once
 * agent   {"id":1,"item":{…}}                                   for lists: one line an element
 * agent   {"id":1,"result":{…}}                                 ends a call
 * agent   {"id":1,"error":{"reason":…,"failure":…,"message":…,"hint":…,"field":…}}   ends it too
 * agent   {"id":2,"queued":true}                                send: the message is in the profile; the result follows
 * agent   {"id":4,"progress":{"done":65536,"total":70000}}   sendFile, save: now and then; the result follows
 * caller  {"id":5,"call":"cancel","args":{"call":4}}            ends a transfer as an interrupt would; so does leaving
 * agent   {"id":3,"event":{…}}                                  listen: from its call until "unlisten", or
 * agent   {"id":3,"end":{…error…}}
 * </pre>
 *
 * The greeting's first two fields stay what they are for ever: by them another version knows that
 * it does not understand the rest. Calls and fields are added without a new version; an agent that
 * does not know a call says so.
 *
 * <p>Both sides are of the same user: whoever reaches the socket may do what the profile may do.
 * Passwords and recovery codes travel where a call needs them; the process that holds the profile,
 * or the server, checks them.
 */
final class AgentProtocol {
  /** Rises with every change that the other side would not understand. */
  static final int VERSION = 2;

  /** A message of 64 KiB of text, each character escaped, fits. */
  static final int MAX_LINE = 1 << 20;

  /** Callers at a time. */
  static final int MAX_CALLERS = 32;

  /** Calls of one caller that run at a time, sends aside. */
  static final int MAX_CALLS = 8;

  /** Sends of one caller that wait for the server's answer at a time. */
  static final int MAX_SENDS = 256;

  /** Files of one caller that are on their way at a time. */
  static final int MAX_TRANSFERS = 16;

  /** Subscriptions of one caller at a time. */
  static final int MAX_SUBSCRIPTIONS = 16;

  /** Elements of one list. */
  static final int MAX_ITEMS = 1_000_000;

  private AgentProtocol() {}
}
