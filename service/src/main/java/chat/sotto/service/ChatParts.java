package chat.sotto.service;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.grpc.chat.ChatActions;
import chat.sotto.service.grpc.chat.ChatGrpcService;
import chat.sotto.service.grpc.chat.ProtoFrames;
import chat.sotto.service.grpc.chat.ServerPromises;
import chat.sotto.service.grpc.chat.StreamActions;
import chat.sotto.service.grpc.chat.StreamCaller;
import chat.sotto.service.session.FrameEncoder;
import chat.sotto.service.session.StreamHub;
import chat.sotto.service.session.StreamLimits;
import chat.sotto.service.session.TailCache;
import chat.sotto.service.store.Stores;
import chat.sotto.service.usecase.TokenBuckets;
import chat.sotto.service.usecase.chat.AnswerRequest;
import chat.sotto.service.usecase.chat.ChatReaders;
import chat.sotto.service.usecase.chat.DeleteMessage;
import chat.sotto.service.usecase.chat.Departures;
import chat.sotto.service.usecase.chat.EntryPublisher;
import chat.sotto.service.usecase.chat.ExpireMessages;
import chat.sotto.service.usecase.chat.LeaveChat;
import chat.sotto.service.usecase.chat.MoveReadMark;
import chat.sotto.service.usecase.chat.ReadAnnouncements;
import chat.sotto.service.usecase.chat.ReadChats;
import chat.sotto.service.usecase.chat.ReplaceGroupInfo;
import chat.sotto.service.usecase.chat.RequestChat;
import chat.sotto.service.usecase.chat.SendMessage;
import chat.sotto.service.usecase.chat.ServerTime;
import chat.sotto.service.usecase.chat.ShowTyping;
import chat.sotto.service.usecase.chat.StoreStreamLog;
import chat.sotto.service.usecase.chat.SubmitCommit;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Everything about chats, put together.
 *
 * @param service to be registered behind what authenticates
 * @param streams the live streams
 */
record ChatParts(
    ChatGrpcService service,
    StreamHub streams,
    EntryPublisher publisher,
    MoveReadMark readMarks,
    Optional<ExpireMessages> expiry) {
  /** What the tails of all chats may take together, in bytes. */
  private static final long TAIL_BYTES = 32L << 20;

  /** Commits of one device, at once and in a minute. */
  private static final int COMMITS = 60;

  /**
   * Puts them together.
   *
   * @param caller who makes the current call
   * @param pool runs the streams; nothing in it blocks
   * @param reads reads the store, which blocks
   * @param telemetry hears what streams do
   */
  static ChatParts over(
      Stores stores,
      Clock clock,
      Supplier<StreamCaller> caller,
      Executor pool,
      Executor reads,
      ServerPromises promises,
      StreamLimits limits,
      Telemetry telemetry) {
    TokenBuckets<DeviceId> pace = new TokenBuckets<>(COMMITS, COMMITS, clock);
    ServerTime time = new ServerTime(clock);
    FrameEncoder encoder = new ProtoFrames();
    TailCache tails = new TailCache(TAIL_BYTES);
    ChatReaders readers = new ChatReaders(stores.chats(), reads);
    StreamHub streams =
        new StreamHub(
            tails,
            new StoreStreamLog(stores, readers, encoder, time, reads),
            encoder,
            pool,
            limits,
            telemetry.streams());
    EntryPublisher publisher =
        new EntryPublisher(stores.chats(), readers, tails, encoder, streams, reads);
    Departures departures = new Departures(readers, publisher);
    MoveReadMark readMarks =
        new MoveReadMark(stores.chats(), readers, streams, Duration.ofSeconds(1), reads);
    StreamActions stream =
        new StreamActions(
            new SendMessage(stores.log(), publisher, time),
            new SubmitCommit(stores.log(), publisher, time, pace),
            readMarks,
            new ShowTyping(readers, streams),
            promises);
    ChatActions actions =
        new ChatActions(
            new RequestChat(stores.chats(), publisher, streams, time, pace),
            new AnswerRequest(stores.chats(), publisher, departures, time, pace),
            new LeaveChat(stores.chats(), departures, time),
            new DeleteMessage(stores.log(), publisher, time),
            new ReplaceGroupInfo(stores.chats(), time),
            new ReadChats(stores.chats(), stores.log(), time),
            new ReadAnnouncements(stores.announcements(), time));
    return new ChatParts(
        new ChatGrpcService(streams, stream, actions, caller, reads, telemetry.submissions()),
        streams,
        publisher,
        readMarks,
        promises
            .retention()
            .map(age -> new ExpireMessages(stores.log(), tails, stores.file(), time, age)));
  }

  /** A notice that another part of the server has had written. */
  void noticed(LogEntry notice) {
    publisher.noticed(notice, List.of());
  }
}
