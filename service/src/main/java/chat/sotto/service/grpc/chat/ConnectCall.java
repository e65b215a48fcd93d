package chat.sotto.service.grpc.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.MessageDraft;
import chat.sotto.service.domain.ReadMark;
import chat.sotto.service.domain.Scope;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.grpc.Callers;
import chat.sotto.service.grpc.Errors;
import chat.sotto.service.grpc.ProtocolRange;
import chat.sotto.service.grpc.chat.SubmissionObserver.Kind;
import chat.sotto.service.session.EncodedFrame;
import chat.sotto.service.session.StreamHub;
import chat.sotto.service.session.StreamIdentity;
import chat.sotto.service.session.StreamLimits;
import chat.sotto.service.session.StreamSession;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.chat.WriteOutcome;
import chat.sotto.v1.Ack;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.CommitSubmission;
import chat.sotto.v1.Hello;
import chat.sotto.v1.MarkRead;
import chat.sotto.v1.Position;
import chat.sotto.v1.Send;
import chat.sotto.v1.Typing;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One {@code Connect} call: reads the client's frames in order, hands them to the use cases, and
 * lets the stream's session answer. All of it on the session's executor; gRPC's threads only hand
 * over.
 */
final class ConnectCall extends ServerCall.Listener<ClientMessage> {
  private final SessionRecord caller;
  private final StreamActions actions;
  private final CallTransport transport;
  private final StreamSession session;
  private final TypingPace typing;
  private final ProtocolRange protocol = Callers.protocol();
  private final SubmissionObserver observer;
  private boolean greeted;

  ConnectCall(
      ServerCall<ClientMessage, ServerMessage> call,
      StreamCaller caller,
      StreamHub hub,
      StreamActions actions,
      TypingPace typing,
      SubmissionObserver observer) {
    this.observer = observer;
    this.caller = caller.session();
    this.actions = actions;
    this.typing = typing;
    transport = new CallTransport(call);
    session =
        hub.accept(
            new StreamIdentity(this.caller.device(), this.caller.token(), caller.certificateEnds()),
            transport);
  }

  /** Lets the first message come in. */
  void start() {
    session.execute(session::messageHandled);
  }

  @Override
  public void onMessage(ClientMessage message) {
    session.execute(() -> handle(message));
  }

  @Override
  public void onHalfClose() {
    session.execute(session::halfClosed);
  }

  @Override
  public void onCancel() {
    session.execute(session::cancelled);
  }

  @Override
  public void onReady() {
    session.transportReady();
  }

  private void handle(ClientMessage message) {
    try {
      if (message instanceof ClientMessage.Frames frames) {
        Map<ChatId, Seq> acks = new HashMap<>();
        for (ClientFrame frame : frames.frames()) {
          handle(frame, acks);
        }
        session.acknowledge(acks);
        session.messageHandled();
      } else {
        throw malformed(((ClientMessage.Malformed) message).why());
      }
    } catch (RefusedException refused) {
      session.cancelled();
      transport.refuse(refused);
    }
  }

  private void handle(ClientFrame frame, Map<ChatId, Seq> acks) {
    if (frame.getFrameCase() == ClientFrame.FrameCase.FRAME_NOT_SET) {
      throw malformed("a frame of no known kind");
    }
    if (greeted == frame.hasHello()) {
      throw RefusedException.of(
          Reason.HELLO_EXPECTED, "the first frame of a stream is Hello, and only the first");
    }
    switch (frame.getFrameCase()) {
      case HELLO -> hello(frame.getHello());
      case SEND -> send(frame.getSend());
      case COMMIT -> commit(frame.getCommit());
      case ACK -> ack(frame.getAck(), acks);
      case MARK_READ -> markRead(frame.getMarkRead());
      case TYPING -> typing(frame.getTyping());
      case FRAME_NOT_SET -> throw new IllegalStateException("handled above");
    }
  }

  private void hello(Hello hello) {
    protocol.require(hello.getProtocolVersion());
    if (hello.getPositionsCount() > WireFields.MAX_LIST) {
      throw RefusedException.invalidField(
          "hello.positions", "has at most " + WireFields.MAX_LIST + " elements");
    }
    Map<ChatId, Seq> positions = new HashMap<>();
    for (Position position : hello.getPositionsList()) {
      positions.put(
          WireFields.chatId("hello.positions.chat_id", position.getChatId()), reached(position));
    }
    greeted = true;
    StreamLimits limits = StreamLimits.PROTOCOL;
    session.taken();
    session.answer(
        Answers.helloOk(
            hello.getProtocolVersion(),
            limits.sendWindow(),
            limits.receiveWindow(),
            actions.promises()));
    session.open(positions, lastAnnouncement(hello));
  }

  /** An id that none can have stands behind all of them. */
  private static long lastAnnouncement(Hello hello) {
    return hello.getLastAnnouncement() < 0 ? Long.MAX_VALUE : hello.getLastAnnouncement();
  }

  private void send(Send send) {
    answerable(
        Kind.MESSAGE,
        () -> {
          MessageDraft draft = WireFields.message(send, device());
          return actions.send().send(draft);
        },
        outcome -> Answers.to(send, outcome),
        flaw -> Answers.to(send, flaw),
        () -> Answers.unavailable(send));
  }

  private void commit(CommitSubmission commit) {
    answerable(
        Kind.COMMIT,
        () -> {
          CommitDraft draft = WireFields.commit(commit, device());
          return actions.commit().submit(draft);
        },
        outcome -> Answers.to(commit, outcome),
        flaw -> Answers.to(commit, flaw),
        () -> Answers.unavailable(commit));
  }

  private void answerable(
      Kind kind,
      Supplier<CompletableFuture<WriteOutcome>> write,
      Function<WriteOutcome, EncodedFrame> answer,
      Function<RefusedException, EncodedFrame> flawed,
      Supplier<EncodedFrame> unavailable) {
    if (!session.takesFrames()) {
      return;
    }
    if (!caller.scopes().contains(Scope.SEND)) {
      throw RefusedException.of(Reason.SCOPE_REQUIRED, "this session may not send");
    }
    session.taken();
    CompletionStage<WriteOutcome> writing;
    try {
      writing = write.get();
    } catch (RefusedException flaw) {
      observer.rejected(kind, flaw.reason());
      session.answer(flawed.apply(flaw));
      return;
    }
    writing.whenComplete(
        (outcome, problem) ->
            session.execute(
                () -> {
                  if (problem == null) {
                    observe(kind, outcome);
                    session.answer(answer.apply(outcome));
                  } else {
                    observer.rejected(kind, Reason.STORE_UNAVAILABLE);
                    failed(problem, unavailable);
                  }
                }));
  }

  private void observe(Kind kind, WriteOutcome outcome) {
    if (outcome instanceof WriteOutcome.Refused refused) {
      observer.rejected(kind, refused.rejection().reason());
    } else {
      observer.accepted(kind);
    }
  }

  /**
   * The store's trouble is an answer, and the same frame may be sent again; anything else is our
   * bug.
   */
  private void failed(Throwable problem, Supplier<EncodedFrame> unavailable) {
    StatusRuntimeException status = Errors.from(problem);
    if (status.getStatus().getCode() == Status.Code.UNAVAILABLE) {
      session.answer(unavailable.get());
    } else {
      session.cancelled();
      transport.end(status);
    }
  }

  private static void ack(Ack ack, Map<ChatId, Seq> acks) {
    Position position = ack.getPosition();
    acks.merge(
        WireFields.chatId("ack.position.chat_id", position.getChatId()),
        reached(position),
        (one, other) -> one.isAfter(other) ? one : other);
  }

  private static Seq reached(Position position) {
    if (position.getSeq() < 0) {
      throw RefusedException.of(
          Reason.POSITION_FROM_FUTURE, "a position lies beyond the end of its log");
    }
    return new Seq(position.getSeq());
  }

  private void markRead(MarkRead mark) {
    ReadMark moved =
        new ReadMark(
            WireFields.chatId("mark_read.chat_id", mark.getChatId()),
            device(),
            WireFields.opaque("mark_read.sealed", mark.getSealed(), WireFields.MAX_SEALED));
    holdInputFor(actions.readMark().move(moved));
  }

  private void typing(Typing sign) {
    ChatId chat = WireFields.chatId("typing.chat_id", sign.getChatId());
    var sealed = WireFields.opaque("typing.sealed", sign.getSealed(), WireFields.MAX_SEALED);
    if (typing.allows()) {
      holdInputFor(actions.typing().show(chat, device(), sealed));
    }
  }

  /**
   * What looks into the store goes on before the next message comes in, so that no client can pile
   * it up.
   */
  private void holdInputFor(CompletionStage<Void> stage) {
    session.holdInput();
    session.with(stage, done -> session.releaseInput());
  }

  private DeviceRef device() {
    return caller.device();
  }

  private static RefusedException malformed(String why) {
    return RefusedException.of(Reason.MALFORMED_FRAME, "malformed stream message: " + why);
  }
}
