package chat.sotto.mls.group;

import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsReader;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.crypto.Secret;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.port.PreSharedKeys;
import chat.sotto.mls.wire.Epoch;
import chat.sotto.mls.wire.GroupId;
import chat.sotto.mls.wire.PreSharedKeyId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The resumption keys of the latest epochs (RFC 9420 §8.6), as many as the caller wants kept.
 * Immutable.
 */
public final class ResumptionPsks {
  private final GroupId group;
  private final int kept;
  private final Map<Epoch, Secret> byEpoch;

  private ResumptionPsks(GroupId group, int kept, Map<Epoch, Secret> byEpoch) {
    this.group = group;
    this.kept = kept;
    this.byEpoch = byEpoch;
  }

  static ResumptionPsks none(GroupId group, int kept) {
    return new ResumptionPsks(group, kept, Map.of());
  }

  /** With the key of another epoch, copied, and without the oldest beyond the bound. */
  ResumptionPsks with(Epoch epoch, Secret key) {
    TreeMap<Epoch, Secret> more = new TreeMap<>(byEpoch);
    more.put(epoch, key.copy());
    while (more.size() > kept) {
      more.pollFirstEntry();
    }
    return new ResumptionPsks(group, kept, more);
  }

  void exportTo(MlsWriter writer) {
    writer.writeList(
        () ->
            byEpoch.entrySet().stream()
                .<Encodable>map(entry -> w -> entry.getValue().exportTo(w.write(entry.getKey())))
                .iterator());
  }

  static ResumptionPsks read(GroupId group, int kept, MlsReader reader) {
    TreeMap<Epoch, Secret> byEpoch = new TreeMap<>();
    reader.readList(
        r -> {
          Epoch epoch = Epoch.read(r);
          if (byEpoch.put(epoch, Secret.copyOf(r.readVector())) != null) {
            throw new MalformedException("two stored resumption keys of an epoch");
          }
          return epoch;
        });
    return new ResumptionPsks(group, kept, byEpoch);
  }

  /** Overwrites those of epochs that others do not have. */
  void eraseAllBut(Optional<ResumptionPsks> others) {
    byEpoch.forEach(
        (epoch, key) -> {
          if (others.filter(o -> o.byEpoch.containsKey(epoch)).isEmpty()) {
            key.erase();
          }
        });
  }

  /** Looks among these first, then among those of the application. */
  public PreSharedKeys before(PreSharedKeys others) {
    return id ->
        id instanceof PreSharedKeyId.Resumption resumption && resumption.group().equals(group)
            ? Optional.ofNullable(byEpoch.get(resumption.epoch())).or(() -> others.find(id))
            : others.find(id);
  }
}
