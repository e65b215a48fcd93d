package chat.sotto.client.diagnosis;

import chat.sotto.client.model.ProtocolVersion;
import chat.sotto.client.model.SoftwareVersion;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.transport.ServerFacts;

/** Compares what both sides speak. */
final class VersionProbe {
  private static final int MAX_SHOWN = 40;

  private VersionProbe() {}

  static Seen<Boolean> look(ServerFacts facts) throws ProbeFailure {
    try {
      ProtocolVersion.requireSpokenBy(facts.minProtocol(), facts.maxProtocol());
    } catch (SottoException e) {
      throw ProbeFailure.of(e);
    }
    String software = facts.softwareVersion();
    return Seen.well(
        true,
        "both speak protocol version "
            + ProtocolVersion.CURRENT
            + "; the server runs sotto "
            + software.substring(0, Math.min(MAX_SHOWN, software.length()))
            + ", this is "
            + SoftwareVersion.current());
  }
}
