package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.session.Signal;
import chat.sotto.service.session.StreamNews;
import com.google.protobuf.ByteString;
import java.util.concurrent.CompletionStage;

/** Passes on that somebody types, to the others that are connected. */
public final class ShowTyping {
  private final ChatReaders readers;
  private final StreamNews streams;

  /** Over the readers. */
  public ShowTyping(ChatReaders readers, StreamNews streams) {
    this.readers = readers;
    this.streams = streams;
  }

  /** Shows it; nothing if the device does not read the chat. */
  public CompletionStage<Void> show(ChatId chat, DeviceRef typist, ByteString sealed) {
    return readers
        .of(chat)
        .thenAccept(
            present -> {
              if (present.contains(typist)) {
                streams.signal(
                    new Signal.TypingNow(chat, typist.user(), typist.device(), sealed),
                    present.stream()
                        .filter(reader -> !reader.user().equals(typist.user()))
                        .toList());
              }
            });
  }
}
