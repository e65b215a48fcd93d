package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatState;
import chat.sotto.service.domain.ChatSummary;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Invitation;
import chat.sotto.service.domain.ReadMark;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.session.EncodedEntry;
import chat.sotto.service.session.FrameEncoder;
import chat.sotto.service.session.Signal;
import chat.sotto.service.session.SignalPage;
import chat.sotto.service.session.StreamFailure;
import chat.sotto.service.session.StreamIdentity;
import chat.sotto.service.session.StreamLog;
import chat.sotto.service.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What streams ask of the store, asked on threads that may block. */
public final class StoreStreamLog implements StreamLog {
  private static final int INVITATIONS_A_PAGE = 100;
  private static final int CHATS_A_PAGE = 50;
  private static final Duration USED_STEP = Duration.ofMinutes(1);

  private final Stores stores;
  private final ChatReaders readers;
  private final FrameEncoder encoder;
  private final ServerTime time;
  private final Executor reads;

  /**
   * @param reads where the store may be read, which blocks
   */
  public StoreStreamLog(
      Stores stores, ChatReaders readers, FrameEncoder encoder, ServerTime time, Executor reads) {
    this.stores = stores;
    this.readers = readers;
    this.encoder = encoder;
    this.time = time;
    this.reads = reads;
  }

  @Override
  public CompletionStage<Optional<StreamFailure>> check(StreamIdentity identity) {
    return CompletableFuture.supplyAsync(
        () -> {
          Instant now = time.now();
          if (!now.isBefore(identity.certificateEnds())) {
            return Optional.of(StreamFailure.CERTIFICATE_EXPIRED);
          }
          Optional<SessionRecord> session = stores.sessions().find(identity.session(), now);
          if (session.isEmpty()) {
            return Optional.of(StreamFailure.SESSION_INVALID);
          }
          if (Duration.between(session.get().lastUsed(), now).compareTo(USED_STEP) > 0) {
            stores.sessions().touch(identity.session(), now);
          }
          return stores
              .accounts()
              .findAccount(identity.device().user())
              .map(
                  account ->
                      account.disabled()
                          ? Optional.of(StreamFailure.USER_DISABLED)
                          : Optional.<StreamFailure>empty())
              .orElse(Optional.of(StreamFailure.ACCOUNT_DELETED));
        },
        reads);
  }

  @Override
  public CompletionStage<List<ReadingSpan>> behind(DeviceRef device) {
    return CompletableFuture.supplyAsync(() -> stores.chats().spansBehind(device.device()), reads);
  }

  @Override
  public CompletionStage<Map<ChatId, ReadingSpan>> spans(DeviceRef device, Set<ChatId> chats) {
    if (chats.isEmpty()) {
      return CompletableFuture.completedFuture(Map.of());
    }
    return CompletableFuture.supplyAsync(
        () -> {
          Map<ChatId, ReadingSpan> spans = new HashMap<>();
          for (ChatId chat : chats) {
            stores.chats().findSpan(chat, device).ifPresent(span -> spans.put(chat, span));
          }
          return spans;
        },
        reads);
  }

  @Override
  public CompletionStage<List<EncodedEntry>> read(
      ChatId chat, Seq from, int maxEntries, int maxBytes) {
    return CompletableFuture.supplyAsync(
        () ->
            stores.log().read(chat, from, maxEntries, maxBytes).stream()
                .map(entry -> new EncodedEntry(entry.seq().value(), encoder.entry(entry)))
                .toList(),
        reads);
  }

  @Override
  public CompletionStage<List<DeviceRef>> acknowledged(DeviceRef device, ChatId chat, Seq seq) {
    stores.chats().advancePosition(chat, device.device(), seq);
    return readers
        .of(chat)
        .thenApply(
            present ->
                present.stream().filter(reader -> !reader.user().equals(device.user())).toList());
  }

  @Override
  public CompletionStage<SignalPage> standing(DeviceRef device) {
    return invitations(device, Optional.empty());
  }

  @Override
  public CompletionStage<List<Announcement>> announcements(
      DeviceRef device, long after, int limit) {
    return CompletableFuture.supplyAsync(
        () -> stores.announcements().read(device.user(), after, time.now(), limit), reads);
  }

  private CompletionStage<SignalPage> invitations(DeviceRef device, Optional<Invitation> after) {
    return CompletableFuture.supplyAsync(
        () -> {
          List<Invitation> page =
              stores.chats().invitations(device.user(), time.now(), after, INVITATIONS_A_PAGE);
          List<Signal> signals = new ArrayList<>();
          for (Invitation waiting : page) {
            signals.add(
                new Signal.Requested(
                    waiting.chat(), waiting.kind(), waiting.from(), waiting.time()));
          }
          boolean more = page.size() == INVITATIONS_A_PAGE;
          return new SignalPage(
              signals,
              Optional.of(
                  more
                      ? () -> invitations(device, Optional.of(page.get(page.size() - 1)))
                      : () -> marks(device, Optional.empty())));
        },
        reads);
  }

  private CompletionStage<SignalPage> marks(DeviceRef device, Optional<ChatId> after) {
    return CompletableFuture.supplyAsync(
        () -> {
          List<ChatSummary> page = stores.chats().summaries(device, after, CHATS_A_PAGE);
          List<Signal> signals = new ArrayList<>();
          for (ChatSummary chat : page) {
            if (chat.state() != ChatState.PENDING && !chat.joinedSeq().equals(Seq.ZERO)) {
              addMarks(device, chat.chat(), signals);
            }
          }
          if (page.size() < CHATS_A_PAGE) {
            return SignalPage.last(signals);
          }
          ChatId last = page.get(page.size() - 1).chat();
          return new SignalPage(signals, Optional.of(() -> marks(device, Optional.of(last))));
        },
        reads);
  }

  private void addMarks(DeviceRef device, ChatId chat, List<Signal> signals) {
    stores
        .chats()
        .deliveredMarks(chat)
        .forEach(
            (user, seq) -> {
              if (!user.equals(device.user())) {
                signals.add(new Signal.DeliveredTo(chat, user, seq.value()));
              }
            });
    for (ReadMark mark : stores.chats().readMarks(chat)) {
      if (!mark.reader().equals(device)) {
        signals.add(
            new Signal.ReadUpTo(chat, mark.reader().user(), mark.reader().device(), mark.sealed()));
      }
    }
  }
}
