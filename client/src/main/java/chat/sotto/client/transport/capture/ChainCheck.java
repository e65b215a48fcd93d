package chat.sotto.client.transport.capture;

import chat.sotto.client.chatlog.LogEntry;
import chat.sotto.client.content.EnvelopeHeader;
import chat.sotto.client.content.LogPlace;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.LogHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows the hash chain of each chat through a capture (docs/protocol.md, section 5), and compares
 * what it computes with all that anybody says about it: the server, where it states H(n), and the
 * senders, whose envelopes name the place that they had processed.
 */
final class ChainCheck {
  private final Map<ChatId, Chain> chains = new LinkedHashMap<>();
  private Optional<LogHash> given;

  /**
   * Begins.
   *
   * @param given H(n-1) of the first entry n
   */
  ChainCheck(Optional<LogHash> given) {
    this.given = given;
  }

  /** The server says what H(seq) is. */
  void stated(ChatId chat, long seq, LogHash hash) {
    chain(chat).stated(seq, hash, "the server");
  }

  /** The next entry; its H(n), if it is known. */
  @Nullable LogHash add(LogEntry entry, Optional<EnvelopeHeader> envelope) {
    if (given.isPresent()) {
      chain(entry.chat()).stated(entry.seq().value() - 1, given.get(), "you");
      given = Optional.empty();
    }
    return chain(entry.chat()).add(entry, envelope.map(EnvelopeHeader::place));
  }

  /** One for each chat. */
  List<Explanation> reports() {
    List<Explanation> reports = new ArrayList<>();
    chains.forEach((chat, chain) -> chain.report(chat).ifPresent(reports::add));
    return reports;
  }

  /** Whether anything said is different from what was computed. */
  boolean broken() {
    return chains.values().stream().anyMatch(chain -> !chain.breaks.isEmpty());
  }

  private Chain chain(ChatId chat) {
    return chains.computeIfAbsent(chat, key -> new Chain());
  }

  private static final class Chain {
    private final TreeMap<Long, byte[]> entries = new TreeMap<>();
    private final Map<Long, LogHash> hashes = new LinkedHashMap<>();
    private final List<Explanation> breaks = new ArrayList<>();
    private @Nullable String anchor;
    private int agreeing;

    Chain() {
      hashes.put(0L, LogHash.ZERO);
    }

    void stated(long seq, LogHash hash, String who) {
      LogHash known = hashes.putIfAbsent(seq, hash);
      if (known != null) {
        compare(seq, seq, hash, known, who);
      }
      if (anchor == null) {
        anchor = who;
      }
    }

    @Nullable LogHash add(LogEntry entry, Optional<LogPlace> place) {
      long seq = entry.seq().value();
      byte[] hash = entry.entryHash();
      byte[] before = entries.putIfAbsent(seq, hash);
      if (before != null) {
        if (!Arrays.equals(before, hash)) {
          broken(seq, "there are two different entries " + seq);
        }
        return hashes.get(seq);
      }
      if (seq == 1 && anchor == null) {
        anchor = "the beginning of the log";
      }
      place.ifPresent(claim -> claimed(seq, claim));
      LogHash previous = hashes.get(seq - 1);
      if (previous == null) {
        return null;
      }
      LogHash next = entry.chain(previous);
      LogHash known = hashes.putIfAbsent(seq, next);
      if (known != null) {
        compare(seq, seq, known, next, "the server");
      }
      return next;
    }

    /** A sender names the place that it had processed when it sealed entry {@code seq}. */
    private void claimed(long seq, LogPlace claim) {
      long at = claim.seq().value();
      LogHash known = hashes.get(at);
      if (at >= seq) {
        broken(seq, "its sender names a later place, " + at);
      } else if (known != null) {
        compare(seq, at, claim.hash(), known, "the sender of entry " + seq);
      } else if (at == seq - 1) {
        // Nobody else says where this stretch begins.
        hashes.put(at, claim.hash());
        if (anchor == null) {
          anchor = "the sender of entry " + seq;
        }
      }
    }

    private void compare(long seq, long at, LogHash said, LogHash computed, String who) {
      if (said.equals(computed)) {
        agreeing++;
      } else {
        broken(
            seq,
            "H(" + at + ") is " + said + " according to " + who + ", but " + computed + " here");
      }
    }

    private void broken(long seq, String why) {
      breaks.add(Explanation.of("seq", seq).and("why", why).build());
    }

    Optional<Explanation> report(ChatId chat) {
      if (entries.isEmpty()) {
        return Optional.empty();
      }
      long from = entries.firstKey();
      long to = entries.lastKey();
      return Optional.of(
          Explanation.of("frame", "chain")
              .and("chat", chat.toString())
              .and("from", from)
              .and("to", to)
              .and("entries", entries.size())
              .and("missing", to - from + 1 - entries.size())
              .and("begins_with", anchor)
              .and("agreeing", agreeing)
              .and("breaks", breaks)
              .build());
    }
  }
}
