package chat.sotto.client.diagnosis;

import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.transport.Endpoint;
import chat.sotto.client.transport.ServerFacts;
import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.client.trust.JoinLink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Examines what stands between a user and the server, from the outside in: name, TCP, TLS, pin,
 * then what the server says of clocks and versions, then certificate and session. It stops where
 * going on would say nothing new.
 *
 * <p>Nothing secret leaves this machine before the pin has held. Each step is bounded in time, and
 * what peers send in size; a whole examination takes less than three minutes, and mostly a second.
 */
public final class Doctor {
  private final InstantSource clock;
  private final Consumer<Finding> heard;

  /**
   * A doctor.
   *
   * @param clock this machine's
   * @param heard told of each finding as it is made
   */
  public Doctor(InstantSource clock, Consumer<Finding> heard) {
    this.clock = clock;
    this.heard = heard;
  }

  /**
   * Examines a profile's way to its server. Works beside a process that holds the profile.
   *
   * @param profile its directory
   * @param session the last step
   */
  public Diagnosis examineProfile(Path profile, SessionCheck session) {
    Examination examination = new Examination(heard);
    try {
      ProfileProbe.Facts facts =
          examination.step(Check.PROFILE, () -> ProfileProbe.look(new ProfileDirectory(profile)));
      examine(examination, facts, session);
    } catch (ProbeFailure told) {
      // It is among the findings, and ends the examination.
    }
    return examination.diagnosis();
  }

  private void examine(Examination examination, ProfileProbe.Facts profile, SessionCheck session)
      throws ProbeFailure {
    CaFingerprint pinned = profile.header().identity().caFingerprint();
    Endpoint chat = profile.chat();
    Endpoint enrollment = profile.enrollment();
    PinProbe.Pinned server = new Approach(pinned, clock).to(chat, examination);
    Optional<FactsProbe.Facts> facts =
        examination.step(Check.ENROLLMENT, () -> enrollmentBeside(enrollment, pinned));
    examination.step(
        Check.CLOCK, () -> ClockProbe.look(facts.map(FactsProbe.Facts::ahead), server.dates()));
    if (facts.isPresent()) {
      examination.step(Check.VERSION, () -> VersionProbe.look(facts.get().server()));
    }
    examination.step(
        Check.CERTIFICATE,
        () -> DeviceProbe.look(chat, profile.header().identity(), profile.identity(), clock));
    examination.step(Check.SESSION, () -> SessionProbe.look(session));
  }

  /** Who has an account can do without this listener for months: its absence is a note. */
  private Seen<Optional<FactsProbe.Facts>> enrollmentBeside(
      Endpoint enrollment, CaFingerprint pinned) throws ProbeFailure {
    try {
      PinProbe.Pinned listener = new Approach(pinned, clock).quietlyTo(enrollment);
      FactsProbe.Facts facts = FactsProbe.ask(enrollment, pinned, listener.clock(), clock);
      return Seen.well(Optional.of(facts), "the enrolment listener at " + enrollment + " answers");
    } catch (ProbeFailure e) {
      return switch (e.ailment().failure()) {
        case UNREACHABLE ->
            Seen.noting(
                Optional.empty(),
                Ailment.ENROLLMENT_OFF,
                "the enrolment listener cannot be reached: " + e.facts());
        case REFUSED ->
            Seen.noting(
                Optional.empty(), e.ailment(), "the enrolment listener answers: " + e.facts());
        default -> throw e;
      };
    }
  }

  /** Examines whether somebody without an account can join by a link. Uses nothing of it up. */
  public Diagnosis examineLink(JoinLink link) {
    Examination examination = new Examination(heard);
    try {
      examine(examination, link);
    } catch (ProbeFailure told) {
      // It is among the findings, and ends the examination.
    }
    return examination.diagnosis();
  }

  private void examine(Examination examination, JoinLink link) throws ProbeFailure {
    CaFingerprint pinned = link.fingerprint();
    Endpoint enrollment = new Endpoint(link.host(), link.port());
    Approach approach = new Approach(pinned, clock);
    List<InetAddress> addresses =
        examination.step(Check.NAME, () -> NameProbe.look(enrollment.host()));
    InetSocketAddress address =
        examination.step(Check.TCP, () -> connect(approach, enrollment, addresses));
    PinProbe.Pinned server = approach.believe(enrollment, address, examination);
    FactsProbe.Facts facts =
        examination.step(
            Check.ENROLLMENT,
            () ->
                Seen.well(
                    FactsProbe.ask(enrollment, pinned, server.clock(), clock),
                    "the enrolment listener answers"));
    examination.step(
        Check.CLOCK, () -> ClockProbe.look(Optional.of(facts.ahead()), server.dates()));
    examination.step(Check.VERSION, () -> VersionProbe.look(facts.server()));
    examination.step(Check.CHAT, () -> chatOf(facts.server(), link, approach));
    examination.step(Check.REGISTRATION, () -> registration(facts.server(), link));
  }

  /**
   * Where nobody listens for newcomers, the same server's chat listener may be one port below, as
   * it is unless an operator chose others: then enrolment is off, and the server is not.
   */
  private static Seen<InetSocketAddress> connect(
      Approach approach, Endpoint enrollment, List<InetAddress> addresses) throws ProbeFailure {
    try {
      return TcpProbe.look(enrollment, addresses);
    } catch (ProbeFailure e) {
      if (e.ailment() != Ailment.NOTHING_LISTENS || enrollment.port() == 1) {
        throw e;
      }
      Endpoint chat = new Endpoint(enrollment.host(), enrollment.port() - 1);
      if (!answers(approach, chat)) {
        throw e;
      }
      throw new ProbeFailure(
          Ailment.ENROLLMENT_OFF,
          e.facts() + ", while the same server's chat listener answers at " + chat);
    }
  }

  private static boolean answers(Approach approach, Endpoint chat) {
    try {
      var unused = approach.quietlyTo(chat);
      return true;
    } catch (ProbeFailure e) {
      return false;
    }
  }

  private static Seen<Boolean> chatOf(ServerFacts facts, JoinLink link, Approach approach)
      throws ProbeFailure {
    if (facts.chatPort() < 1 || facts.chatPort() > 65_535) {
      throw new ProbeFailure(
          Ailment.UNEXPECTED, "the server names a chat port that is none: " + facts.chatPort());
    }
    Endpoint chat =
        new Endpoint(facts.chatHost().isEmpty() ? link.host() : facts.chatHost(), facts.chatPort());
    var unused = approach.quietlyTo(chat);
    return Seen.well(true, "the chat listener at " + chat + " answers");
  }

  private static Seen<Boolean> registration(ServerFacts facts, JoinLink link) throws ProbeFailure {
    if (facts.registrationClosed()) {
      throw new ProbeFailure(Ailment.REGISTRATION_CLOSED, "this server takes no new accounts");
    }
    if (facts.tokenNeeded() && link.token().isEmpty()) {
      throw new ProbeFailure(
          Ailment.TOKEN_REQUIRED, "this server wants a join link with a token in it");
    }
    return Seen.well(
        true,
        facts.tokenNeeded()
            ? "the server takes who has a token; only registering shows whether this one is good"
            : "the server takes everybody");
  }
}
