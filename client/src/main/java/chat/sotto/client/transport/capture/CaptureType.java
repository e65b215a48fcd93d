package chat.sotto.client.transport.capture;

import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.ConnectRequest;
import chat.sotto.v1.ConnectResponse;
import chat.sotto.v1.FetchLogResponse;
import chat.sotto.v1.GetGroupInfoResponse;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The messages that can be explained. */
public enum CaptureType {
  /** One stream message from the server. */
  CONNECT_RESPONSE(ConnectResponse.getDefaultInstance()),
  /** One stream message from a client. */
  CONNECT_REQUEST(ConnectRequest.getDefaultInstance()),
  /** A stretch of a log. */
  FETCH_LOG_RESPONSE(FetchLogResponse.getDefaultInstance()),
  /** One entry of a log. */
  LOG_ENTRY(LogEntry.getDefaultInstance()),
  /** What the server says, alone. */
  SERVER_FRAME(ServerFrame.getDefaultInstance()),
  /** What a client says, alone. */
  CLIENT_FRAME(ClientFrame.getDefaultInstance()),
  /** A group info. */
  GROUP_INFO_RESPONSE(GetGroupInfoResponse.getDefaultInstance()),
  /** A failed call, as {@code buf curl} prints it; JSON only. */
  ERROR(com.google.rpc.Status.getDefaultInstance());

  private final Message prototype;

  CaptureType(Message prototype) {
    this.prototype = prototype;
  }

  /** As people write it: {@code connect-response}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The type of that word. */
  public static Optional<CaptureType> find(String word) {
    return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
  }

  Message prototype() {
    return prototype;
  }
}
