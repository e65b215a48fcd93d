package chat.sotto.client.transfer;

import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Digests;
import chat.sotto.client.transport.AttachmentLink;
import chat.sotto.client.transport.UploadStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A server's attachments in memory. What goes wrong with the next calls is scripted. */
final class ScriptedAttachments implements AttachmentLink {
  private static final int CHUNK = 64 << 10;

  /** Complete ones. */
  final Map<AttachmentId, byte[]> stored = new ConcurrentHashMap<>();

  /** Those that are not complete. */
  final Map<AttachmentId, ByteArrayOutputStream> open = new ConcurrentHashMap<>();

  final List<AttachmentId> deleted = new ArrayList<>();

  /** After how many bytes the next streams break. */
  final Deque<Long> cuts = new ArrayDeque<>();

  /** What the next uploads fail with, at their end. */
  final Deque<Reason> endings = new ArrayDeque<>();

  /** What the next downloads fail with, at their beginning. */
  final Deque<Reason> faults = new ArrayDeque<>();

  /** How many bytes were taken of downloads. */
  final AtomicLong accepted = new AtomicLong();

  /** Happens when an upload begins. */
  volatile Runnable whenUploading = () -> {};

  /** Where the downloads began. */
  final List<Long> asked = new ArrayList<>();

  /** Happens when the server is asked where an upload stands. */
  volatile Runnable whenAsked = () -> {};

  /** Whether nothing answers. */
  volatile boolean unreachable;

  volatile long maxSize = Long.MAX_VALUE;
  volatile long quota = Long.MAX_VALUE;

  /** What is served instead of what is there. */
  volatile UnaryOperator<byte[]> served = bytes -> bytes;

  /** What it says how long an attachment is, from how long what it serves is. */
  volatile UnaryOperator<Long> claimed = length -> length;

  private static SottoException broken() {
    return new SottoException(Reason.SERVER_UNREACHABLE, "the connection broke");
  }

  private void reach() {
    if (unreachable) {
      throw broken();
    }
  }

  private synchronized long cut() {
    Long cut = cuts.poll();
    return cut == null ? Long.MAX_VALUE : cut;
  }

  @Override
  public UploadStatus status(ChatId chat, AttachmentId attachment) {
    whenAsked.run();
    reach();
    byte[] complete = stored.get(attachment);
    ByteArrayOutputStream part = open.get(attachment);
    long received = complete != null ? complete.length : part == null ? 0 : part.size();
    return new UploadStatus(complete != null, received, maxSize, quota, received);
  }

  @Override
  public void upload(ChatId chat, AttachmentId attachment, Outgoing bytes) {
    reach();
    whenUploading.run();
    ByteArrayOutputStream part =
        open.computeIfAbsent(attachment, key -> new ByteArrayOutputStream());
    if (part.size() != bytes.offset()) {
      throw new SottoException(Reason.CHUNK_MISPLACED, "not there");
    }
    long cut = cut();
    try {
      receive(bytes, part, cut);
      byte[] digest = bytes.sha256().toByteArray();
      Reason ending = endings.poll();
      if (ending == Reason.DIGEST_MISMATCH) {
        open.remove(attachment);
      }
      if (ending != null) {
        throw new SottoException(ending, "scripted");
      }
      if (!Arrays.equals(digest, Digests.sha256(part.toByteArray()))) {
        open.remove(attachment);
        throw new SottoException(Reason.DIGEST_MISMATCH, "other bytes");
      }
    } catch (IOException e) {
      throw e.getCause() instanceof SottoException cause ? cause : broken();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken();
    }
    stored.put(attachment, part.toByteArray());
    open.remove(attachment);
  }

  private void receive(Outgoing bytes, ByteArrayOutputStream part, long cut) throws IOException {
    byte[] buffer = new byte[CHUNK];
    while (part.size() < bytes.size()) {
      reach();
      int wanted = (int) Math.min(buffer.length, bytes.size() - part.size());
      int read = bytes.read(buffer, 0, (int) Math.min(wanted, Math.max(1, cut)));
      if (read < 0) {
        throw new IOException("too few");
      }
      part.write(buffer, 0, read);
      bytes.sent(part.size());
      cut -= read;
      if (cut <= 0) {
        throw broken();
      }
    }
  }

  @Override
  public void download(ChatId chat, AttachmentId attachment, long offset, Incoming bytes) {
    reach();
    synchronized (this) {
      asked.add(offset);
    }
    Reason fault = faults.poll();
    if (fault != null) {
      throw new SottoException(fault, "scripted");
    }
    byte[] there = stored.get(attachment);
    if (there == null) {
      throw new SottoException(Reason.ATTACHMENT_NOT_FOUND, "gone");
    }
    byte[] out = served.apply(there.clone());
    long cut = cut();
    bytes.size(claimed.apply((long) out.length));
    try {
      for (int place = (int) offset; place < out.length; ) {
        if (Thread.interrupted()) {
          Thread.currentThread().interrupt();
          throw broken();
        }
        int count = (int) Math.min(Math.min(CHUNK, out.length - place), Math.max(1, cut));
        bytes.take(out, place, count);
        accepted.addAndGet(count);
        place += count;
        cut -= count;
        if (cut <= 0) {
          throw broken();
        }
      }
    } catch (IOException e) {
      throw e.getCause() instanceof SottoException cause ? cause : broken();
    }
  }

  @Override
  public synchronized void delete(ChatId chat, AttachmentId attachment) {
    reach();
    open.remove(attachment);
    deleted.add(attachment);
  }
}
