package chat.sotto.service.session;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.DeviceRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a stream fetches beside the log once it is caught up: the signals that stand, and what the
 * server announces. Each comes a page at a time, when the page before has left, so that a slow
 * reader has no more than that waiting. Confined to the stream's executor.
 */
final class SideFeed {
  /** Announcements that are read at once. */
  private static final int ANNOUNCEMENTS = 16;

  private final DeviceRef device;
  private final StreamHub hub;
  private final Outbox outbox;
  private @Nullable SignalPage standing;
  private long lastAnnouncement;
  private boolean begun;
  private boolean announced = true;
  private boolean reading;

  SideFeed(DeviceRef device, StreamHub hub, Outbox outbox) {
    this.device = device;
    this.hub = hub;
    this.outbox = outbox;
  }

  /** The device has every announcement up to this id. */
  void startAfter(long announcement) {
    lastAnnouncement = announcement;
  }

  /** The stream is caught up. */
  void begin() {
    begun = true;
    standing = new SignalPage(List.of(), Optional.of(() -> hub.log().standing(device)));
  }

  /** There may be an announcement that was not read. */
  void announced() {
    announced = true;
  }

  /** Fetches what comes next, if the stream has room for it. */
  void fetch(StreamSession stream) {
    fetchStanding(stream);
    fetchAnnouncements(stream);
  }

  private void fetchStanding(StreamSession stream) {
    SignalPage page = standing;
    if (page == null || outbox.hasSignals()) {
      return;
    }
    standing = null;
    page.next()
        .ifPresent(
            next ->
                stream.with(
                    next.get(),
                    fetched -> {
                      for (Signal signal : fetched.signals()) {
                        outbox.signal(signal.key(), hub.encoder().signal(signal));
                      }
                      standing = fetched;
                      stream.wake();
                    }));
  }

  private void fetchAnnouncements(StreamSession stream) {
    if (!begun || !announced || reading || outbox.hasNotices()) {
      return;
    }
    announced = false;
    reading = true;
    stream.with(
        hub.log().announcements(device, lastAnnouncement, ANNOUNCEMENTS),
        page -> {
          reading = false;
          for (Announcement made : page) {
            outbox.notice(hub.encoder().announcement(made));
            lastAnnouncement = made.id();
            // There may be more of them.
            announced = true;
          }
          stream.wake();
        });
  }
}
