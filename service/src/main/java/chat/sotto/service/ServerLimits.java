package chat.sotto.service;

import java.time.Duration;

/**
 * Bounds on what peers may make the server hold or do.
 *
 * @param maxConnections open connections of one listener
 * @param maxCallsPerConnection calls and streams at the same time on one connection
 * @param callThreads threads that run calls
 * @param enrollmentBurst calls to the enrolment listener that one address may make at once
 * @param enrollmentPerMinute calls to the enrolment listener that one address may make for good
 * @param handshakeTimeout how long a connection may take until it speaks
 * @param keepAlive how long a connection may be silent before it is asked whether it lives
 * @param drain how long calls and streams may take to end when the server stops
 * @param streamCheck how often streams are asked whether session and certificate are still good
 */
public record ServerLimits(
    int maxConnections,
    int maxCallsPerConnection,
    int callThreads,
    int enrollmentBurst,
    int enrollmentPerMinute,
    Duration handshakeTimeout,
    Duration keepAlive,
    Duration drain,
    Duration streamCheck) {
  /** What a server has that is told nothing else. */
  public static final ServerLimits DEFAULT =
      new ServerLimits(
          20_000,
          100,
          32,
          20,
          20,
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(10),
          Duration.ofHours(1));

  /** These with another rate for the enrolment listener. */
  public ServerLimits withEnrollment(int burst, int perMinute) {
    return new ServerLimits(
        maxConnections,
        maxCallsPerConnection,
        callThreads,
        burst,
        perMinute,
        handshakeTimeout,
        keepAlive,
        drain,
        streamCheck);
  }

  /** These with another number of connections. */
  public ServerLimits withMaxConnections(int connections) {
    return new ServerLimits(
        connections,
        maxCallsPerConnection,
        callThreads,
        enrollmentBurst,
        enrollmentPerMinute,
        handshakeTimeout,
        keepAlive,
        drain,
        streamCheck);
  }

  /** These with another time to drain. */
  public ServerLimits withDrain(Duration time) {
    return new ServerLimits(
        maxConnections,
        maxCallsPerConnection,
        callThreads,
        enrollmentBurst,
        enrollmentPerMinute,
        handshakeTimeout,
        keepAlive,
        time,
        streamCheck);
  }

  /** These with another time between two looks at a stream. */
  public ServerLimits withStreamCheck(Duration time) {
    return new ServerLimits(
        maxConnections,
        maxCallsPerConnection,
        callThreads,
        enrollmentBurst,
        enrollmentPerMinute,
        handshakeTimeout,
        keepAlive,
        drain,
        time);
  }
}
