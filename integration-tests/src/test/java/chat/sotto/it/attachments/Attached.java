package chat.sotto.it.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.Friends;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.WireStream;
import chat.sotto.it.wire.WireUpload;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.DeleteRequest;
import chat.sotto.v1.DownloadRequest;
import chat.sotto.v1.DownloadResponse;
import chat.sotto.v1.GetUploadRequest;
import chat.sotto.v1.GetUploadResponse;
import chat.sotto.v1.Sent;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import java.util.Iterator;

/**
 * An attachment of a test.
 *
 * @param chat where it is
 * @param id its name
 * @param data what it is
 */
record Attached(ByteString chat, ByteString id, ByteString data) {
  static Attached random(ByteString chat, int size) {
    return new Attached(chat, ProtocolBytes.randomId(), ProtocolBytes.random(size));
  }

  /** Uploaded by somebody, and named by no message. */
  static Attached uploaded(Friends friends, int size) {
    Attached attached = random(friends.id(), size);
    attached.upload(friends.one());
    return attached;
  }

  void upload(Person uploader) {
    assertThat(WireUpload.all(uploader.connection(), chat, id, data, 0).getSize())
        .isEqualTo(data.size());
  }

  /** A stream that has said what is coming. */
  WireUpload begin(Person uploader) {
    return WireUpload.open(uploader.connection()).header(chat, id, data.size());
  }

  GetUploadResponse progress(Person uploader) {
    return uploader
        .connection()
        .attachments()
        .getUpload(GetUploadRequest.newBuilder().setChatId(chat).setAttachmentId(id).build());
  }

  void delete(Person who) {
    var unused =
        who.connection()
            .attachments()
            .delete(DeleteRequest.newBuilder().setChatId(chat).setAttachmentId(id).build());
  }

  Iterator<DownloadResponse> open(Person reader, long offset) {
    return reader
        .connection()
        .attachments()
        .download(
            DownloadRequest.newBuilder()
                .setChatId(chat)
                .setAttachmentId(id)
                .setOffset(offset)
                .build());
  }

  /** What the server gives from an offset on, each message checked. */
  ByteString download(Person reader, long offset) {
    Iterator<DownloadResponse> messages = open(reader, offset);
    ByteString.Output all = ByteString.newOutput();
    boolean first = true;
    while (messages.hasNext()) {
      DownloadResponse message = messages.next();
      assertThat(message.getSize()).isEqualTo(first ? data.size() : 0);
      assertThat(message.hasChunk() || first).isTrue();
      if (message.hasChunk()) {
        ByteString chunk = message.getChunk().getData();
        assertThat(message.getChunk().getOffset()).isEqualTo(offset + all.size());
        assertThat(message.getChunk().getCrc32C()).isEqualTo(WireUpload.crc(chunk));
        assertThat(chunk.size()).isBetween(1, 128 * 1024);
        all.write(chunk.toByteArray(), 0, chunk.size());
      }
      first = false;
    }
    assertThat(first).as("a message comes always").isFalse();
    return all.toByteString();
  }

  /** What the server says to a message that names it. */
  ServerFrame name(Friends friends, Person sender, ByteString clientId) {
    ClientFrame plain =
        WireStream.sendFrame(chat, clientId, friends.chat().handshake(), ProtocolBytes.random(300));
    ClientFrame naming =
        plain.toBuilder().setSend(plain.getSend().toBuilder().setAttachmentId(id)).build();
    try (WireStream stream = sender.online()) {
      stream.say(naming);
      return stream.answer(clientId);
    }
  }

  /** A message of the uploader names it. */
  Sent named(Friends friends) {
    ServerFrame answer = name(friends, friends.one(), ProtocolBytes.randomId());
    assertThat(answer.hasSent()).as("%s", answer).isTrue();
    return answer.getSent();
  }
}
