package chat.sotto.client.transfer;

import chat.sotto.client.profile.TransferTable;
import chat.sotto.client.spool.Spool;
import chat.sotto.client.transport.AttachmentLink;
import chat.sotto.client.transport.Backoff;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What transfers are made of.
 *
 * @param table which files are on their way
 * @param spool where their sealed bytes are
 * @param link the server
 * @param threads may be blocked; a transfer takes up to three at a time
 * @param backoff a fresh one for each transfer
 * @param clock for what is noted
 * @param patience for how long a transfer is tried while no byte moves
 * @param staysConnected whether uploads go on when that is over and nobody waits for them
 */
public record TransferParts(
    TransferTable table,
    Spool spool,
    AttachmentLink link,
    Executor threads,
    Supplier<Backoff> backoff,
    InstantSource clock,
    Duration patience,
    BooleanSupplier staysConnected) {
  /** How long nothing may move before whoever waits hears of it. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Files that are on their way at a time, in each direction; others wait. */
  static final int AT_A_TIME = 4;
}
