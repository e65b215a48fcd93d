package chat.sotto.benchmarks.mls;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All the others in a group, of whom nothing is needed but what is public. They take a minute to
 * make, so they are made once and lie in a file; both engines get the same ones.
 */
final class Crowd {
  private static final int MOST = 1_000;
  private static final Duration FRESH = Duration.ofDays(30);

  /** So many are measured themselves. */
  static final int PLAYERS = 2;

  private final List<byte[]> keyPackages;
  private final Map<Integer, byte[]> groupInfos;

  private Crowd(List<byte[]> keyPackages, Map<Integer, byte[]> groupInfos) {
    this.keyPackages = keyPackages;
    this.groupInfos = groupInfos;
  }

  static Path file(int suite) {
    return Path.of(System.getProperty("sotto.crowd", "target"), "crowd-" + suite);
  }

  /** Makes it if it is not there, or its key packages will soon be no longer valid. */
  static void prepare(int suite) throws Exception {
    Path file = file(suite);
    if (!Files.exists(file)
        || Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(FRESH))) {
      Path unfinished = file.resolveSibling(file.getFileName() + ".new");
      make(suite).write(unfinished);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Crowd make(int suite) throws Exception {
    List<byte[]> keyPackages = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      keyPackages.add(new Ours(suite, "crowd " + i).keyPackageForOnce());
    }
    Map<Integer, byte[]> groupInfos = new TreeMap<>();
    Member first = new Ours(suite, "filled 0");
    first.create();
    byte[] info = first.groupInfo();
    for (int members = 2; members <= MOST - PLAYERS; members++) {
      Member next = new Ours(suite, "filled " + members);
      next.joinExternally(info);
      info = next.groupInfo();
      if (members == 10 - PLAYERS || members == 100 - PLAYERS || members == MOST - PLAYERS) {
        groupInfos.put(members, info);
      }
    }
    return new Crowd(keyPackages, groupInfos);
  }

  private void write(Path file) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (byte[] keyPackage : keyPackages) {
        write(out, keyPackage);
      }
      out.writeInt(groupInfos.size());
      for (Map.Entry<Integer, byte[]> entry : groupInfos.entrySet()) {
        out.writeInt(entry.getKey());
        write(out, entry.getValue());
      }
    }
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static Crowd read(int suite) throws IOException {
    List<byte[]> keyPackages = new ArrayList<>();
    Map<Integer, byte[]> groupInfos = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file(suite)))) {
      for (int i = 0; i < MOST; i++) {
        keyPackages.add(in.readNBytes(in.readInt()));
      }
      for (int count = in.readInt(); count > 0; count--) {
        int members = in.readInt();
        groupInfos.put(members, in.readNBytes(in.readInt()));
      }
    }
    return new Crowd(keyPackages, groupInfos);
  }

  /** The first key packages, to be added. */
  List<byte[]> keyPackages(int count) {
    return keyPackages.subList(0, count);
  }

  /** One more. */
  byte[] spareKeyPackage() {
    return keyPackages.get(MOST - 1);
  }

  /** A group of so many in which all have committed. */
  byte[] filledGroup(int members) {
    byte[] info = groupInfos.get(members);
    if (info == null) {
      throw new IllegalArgumentException("no group of " + members + " was made");
    }
    return info;
  }
}
