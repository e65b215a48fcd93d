package chat.sotto.client.transport.capture;

import static chat.sotto.client.transport.capture.Captures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.v1.ConnectRequest;
import chat.sotto.v1.ConnectResponse;
import chat.sotto.v1.GetGroupInfoResponse;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told of a capture, and in which forms it may come. */
class CaptureInspectorTest {
  private static Inspection inspect(byte[] capture) {
    return CaptureInspector.inspect(capture, Optional.empty(), Optional.empty());
  }

  private static Inspection inspect(String capture) {
    return inspect(capture.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Object> kinds(Inspection inspection) {
    List<Object> kinds = new ArrayList<>();
    inspection.frames().forEach(frame -> kinds.add(frame.facts().get("frame")));
    return kinds;
  }

  private static Map<String, @Nullable Object> nested(Explanation outer, String name) {
    assertThat(outer.facts().get(name)).isInstanceOf(Explanation.class);
    return ((Explanation) outer.facts().get(name)).facts();
  }

  private static void unreadable(byte[] capture) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> inspect(capture))
        .matches(e -> e.is(Reason.CAPTURE_UNREADABLE));
  }

  private static void unreadable(String capture) {
    unreadable(capture.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void serverFrames_everyKind_isNamed() {
    assertThat(kinds(inspect(json(Captures.everyServerFrame()))))
        .containsExactly(
            "hello_ok",
            "entry",
            "caught_up",
            "sent",
            "send_rejected",
            "commit_receipt",
            "commit_rejected",
            "delivered",
            "read_mark",
            "typing",
            "request",
            "go_away");
  }

  @Test
  void clientFrames_everyKind_isNamed() {
    assertThat(kinds(inspect(json(Captures.everyClientFrame()))))
        .containsExactly("hello", "send", "commit", "ack", "mark_read", "typing");
  }

  @Test
  void message_itsPlaceSizesAndHashes() {
    LogEntry message = Captures.log().get(3);

    Explanation told = inspect(json(message)).frames().get(0);

    assertThat(told.facts())
        .containsEntry("frame", "entry")
        .containsEntry("chat", "ca".repeat(16))
        .containsEntry("seq", 4L)
        .containsEntry("kind", "message")
        .containsEntry("sender_device", "a1".repeat(16))
        .containsEntry("client_id", "04".repeat(16))
        .containsEntry("time", Instant.ofEpochMilli(Captures.TIME + 4))
        .containsEntry("payload_bytes", message.getPayload().size())
        .containsEntry("deleted", false)
        .containsEntry("entry_hash", HexFormat.of().formatHex(Captures.entryHash(message)))
        .containsEntry("commit", null);
    assertThat(nested(told, "envelope"))
        .containsEntry("epoch", 7L)
        .containsEntry("counter", 3L)
        .containsEntry("after_seq", 3L)
        .containsEntry("after_hash", HexFormat.of().formatHex(Captures.hash(3)))
        .containsEntry("sealed_bytes", 284)
        .containsEntry("bucket_bytes", 256)
        .containsEntry("well_padded", true);
  }

  @Test
  void commit_sizesAndStatement() {
    Explanation told = inspect(json(Captures.log().get(0))).frames().get(0);

    Map<String, @Nullable Object> commit = nested(told, "commit");
    assertThat(commit)
        .containsEntry("commit_bytes", 1 + Captures.MARKER.length())
        .containsEntry("agreement", "interim")
        .containsEntry("invited", List.of("carol"));
    assertThat(commit.get("added"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .singleElement()
        .isEqualTo(Explanation.of("username", "bob").and("device", "b0".repeat(16)).build());
  }

  @Test
  void deletionAndNotice_sayWhatTheyDo() {
    List<Explanation> told = inspect(json(Captures.page(Captures.log()))).frames();

    assertThat(nested(told.get(5), "deletion")).containsEntry("target_seq", 2L);
    assertThat(nested(told.get(6), "notice"))
        .containsEntry("kind", "left")
        .containsEntry("username", "bob")
        .containsEntry("removed", List.of("b0".repeat(16)))
        .containsEntry("closes_chat", true);
    assertThat(told.get(6).facts()).containsEntry("sender_device", null);
  }

  @Test
  void commitSubmission_sizesOfCommitAndGroupInfo() {
    Explanation told = inspect(json(Captures.everyClientFrame())).frames().get(2);

    assertThat(told.facts()).containsEntry("group_info_bytes", 1 + 2 * Captures.MARKER.length());
    assertThat(nested(told, "commit")).containsEntry("agreement", "interim");
  }

  @Test
  void groupInfo_itsSize() {
    GetGroupInfoResponse info =
        GetGroupInfoResponse.newBuilder()
            .setGroupInfo(ByteString.copyFromUtf8("I" + Captures.MARKER))
            .setHandshakeSeq(2)
            .build();

    assertThat(inspect(json(info)).frames().get(0).facts())
        .containsEntry("frame", "group_info")
        .containsEntry("handshake_seq", 2L)
        .containsEntry("group_info_bytes", 1 + Captures.MARKER.length());
  }

  @Test
  void error_asBufPrintsIt_isDecoded() {
    Explanation told =
        inspect(
                """
                {
                   "code": "invalid_argument",
                   "message": "chat_id has 16 bytes, not 3",
                   "details": [
                      {"type": "google.rpc.ErrorInfo", "value": "Cg1JTlZBTElEX0ZJRUxEEgVzb3R0bw"},
                      {"type": "google.rpc.BadRequest",
                       "value": "CiYKB2NoYXRfaWQSG2NoYXRfaWQgaGFzIDE2IGJ5dGVzLCBub3QgMw"}
                   ]
                }
                """)
            .frames()
            .get(0);

    assertThat(told.facts())
        .containsEntry("frame", "error")
        .containsEntry("code", "invalid_argument")
        .containsEntry("reason", "INVALID_FIELD")
        .containsEntry("domain", "sotto")
        .containsEntry(
            "fields",
            List.of(
                Explanation.of("field", "chat_id")
                    .and("why", "chat_id has 16 bytes, not 3")
                    .build()));
  }

  // The forms in which captures come.

  private static byte[] form(String form, List<? extends Message> messages) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Message message : messages) {
      byte[] bytes = message.toByteArray();
      switch (form) {
        case "json" -> out.writeBytes(json(message).getBytes(StandardCharsets.UTF_8));
        case "json-lines" ->
            out.writeBytes(
                (json(message).replace("\n", " ") + "\n").getBytes(StandardCharsets.UTF_8));
        case "hex" ->
            out.writeBytes(
                (HexFormat.of().formatHex(bytes) + "\n").getBytes(StandardCharsets.US_ASCII));
        case "base64" ->
            out.writeBytes(
                (Base64.getEncoder().encodeToString(bytes) + "\n")
                    .getBytes(StandardCharsets.US_ASCII));
        case "base64url" ->
            out.writeBytes(
                (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n")
                    .getBytes(StandardCharsets.US_ASCII));
        case "grpc" ->
            out.writeBytes(
                ByteBuffer.allocate(5 + bytes.length)
                    .put((byte) 0)
                    .putInt(bytes.length)
                    .put(bytes)
                    .array());
        case "delimited" -> message.writeDelimitedTo(out);
        default -> throw new AssertionError(form);
      }
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "json-lines", "hex", "base64", "base64url", "grpc", "delimited"})
  void forms_ofSeveralMessages_allTellTheSame(String form) throws IOException {
    List<Message> messages =
        List.of(Captures.everyServerFrame(), Captures.page(Captures.log().subList(1, 6)));

    Inspection told = inspect(form(form, messages));

    assertThat(told).isEqualTo(inspect(json(messages.get(0)) + json(messages.get(1))));
    assertThat(told.frames()).hasSize(12 + 1 + 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hex", "base64", "grpc", "delimited"})
  void forms_ofSeveralEntries_keepThemApart(String form) throws IOException {
    Inspection told = inspect(form(form, Captures.log()));

    assertThat(told.frames()).hasSize(6);
    assertThat(told.chains()).hasSize(1);
  }

  @Test
  void binary_ofOneMessage_isRecognised() {
    for (Message message :
        List.of(
            Captures.everyServerFrame(),
            Captures.everyClientFrame(),
            Captures.page(Captures.log()),
            Captures.log().get(1),
            Captures.everyServerFrame().getFrames(3),
            Captures.everyClientFrame().getFrames(1))) {
      assertThat(inspect(message.toByteArray())).isEqualTo(inspect(json(message)));
    }
  }

  @Test
  void hexAndBase64_wrappedIntoLines_areOneMessage() {
    byte[] bytes = Captures.everyServerFrame().toByteArray();
    String hex = HexFormat.of().formatHex(bytes).replaceAll("(.{60})", "$1\n");
    String base64 = Base64.getMimeEncoder().encodeToString(bytes);

    assertThat(inspect(hex)).isEqualTo(inspect(bytes));
    assertThat(inspect(base64)).isEqualTo(inspect(bytes));
  }

  @Test
  void jsonArray_isEachOfItsMessages() {
    String one = json(Captures.log().get(0));
    assertThat(inspect("[" + one + "," + one + "]").frames()).hasSize(2);
  }

  @Test
  void unknownFields_areNamedAndNotShown() {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                77,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8(Captures.MARKER))
                    .build())
            .build();
    LogEntry newer = Captures.log().get(0).toBuilder().setUnknownFields(unknown).build();
    ConnectResponse message =
        ConnectResponse.newBuilder().addFrames(ServerFrame.newBuilder().setEntry(newer)).build();

    assertThat(inspect(message.toByteArray()).frames().get(0).facts())
        .containsEntry(
            "unknown_fields",
            List.of("frames.entry.field 77 (" + (Captures.MARKER.length() + 3) + " bytes)"));
    assertThat(
            inspect("{\"frames\":[{\"caughtUp\":{\"mood\":\"" + Captures.MARKER + "\"}}]}")
                .frames()
                .get(0)
                .facts())
        .containsEntry("unknown_fields", List.of("frames.caught_up.mood"));
  }

  @Test
  void frameOfANewerKind_isUnknown() {
    ConnectResponse message =
        ConnectResponse.newBuilder()
            .addFrames(
                ServerFrame.newBuilder()
                    .setUnknownFields(
                        UnknownFieldSet.newBuilder()
                            .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                            .build()))
            .addFrames(
                ServerFrame.newBuilder().setCaughtUp(chat.sotto.v1.CaughtUp.getDefaultInstance()))
            .build();

    assertThat(kinds(inspect(message.toByteArray()))).containsExactly("unknown", "caught_up");
  }

  @Test
  void type_thatIsSaid_isNotGuessed() {
    byte[] bytes = Captures.everyClientFrame().getFrames(3).toByteArray();

    Inspection told =
        CaptureInspector.inspect(bytes, Optional.of(CaptureType.CLIENT_FRAME), Optional.empty());

    assertThat(kinds(told)).containsExactly("ack");
    assertThat(CaptureType.find("client-frame")).contains(CaptureType.CLIENT_FRAME);
    assertThat(CaptureType.find("CLIENT_FRAME")).isEmpty();
  }

  // Chains.

  private static Map<String, @Nullable Object> chain(Inspection inspection) {
    assertThat(inspection.chains()).hasSize(1);
    return inspection.chains().get(0).facts();
  }

  @Test
  void chain_ofAWholeLog_isVerified() {
    Inspection told = inspect(json(Captures.page(Captures.log())));

    assertThat(told.broken()).isFalse();
    assertThat(chain(told))
        .containsEntry("from", 1L)
        .containsEntry("to", 6L)
        .containsEntry("entries", 6)
        .containsEntry("missing", 0L)
        .containsEntry("begins_with", "the server")
        // The server's H(0), and three places that senders name.
        .containsEntry("agreeing", 4)
        .containsEntry("breaks", List.of());
    assertThat(told.frames().get(6).facts())
        .containsEntry("hash", HexFormat.of().formatHex(Captures.hash(6)));
  }

  @Test
  void chain_withADeletedMessage_isVerified() {
    List<LogEntry> log = Captures.log();
    log.set(1, Captures.deleted(log.get(1)));

    Inspection told = inspect(json(Captures.page(log)));

    assertThat(told.broken()).isFalse();
    assertThat(told.frames().get(2).facts())
        .containsEntry("deleted", true)
        .containsEntry("payload_bytes", 0);
    assertThat(told.frames().get(6).facts())
        .containsEntry("hash", HexFormat.of().formatHex(Captures.hash(6)));
  }

  @Test
  void chain_withAnAlteredEntry_breaksWhereASenderSaysSo() {
    List<LogEntry> log = Captures.log();
    log.set(2, log.get(2).toBuilder().setTimeMs(1).build());

    Inspection told = inspect(json(Captures.page(log)));

    assertThat(told.broken()).isTrue();
    assertThat(String.valueOf(chain(told).get("breaks")))
        .contains("seq=4", "H(3) is", "according to the sender of entry 4");
  }

  @Test
  void chain_ofTwoPagesThatDoNotMeet_breaks() {
    var second =
        Captures.page(Captures.log().subList(3, 6)).toBuilder()
            .setHashBefore(ByteString.copyFrom(new byte[32]))
            .build();

    Inspection told = inspect(json(Captures.page(Captures.log().subList(0, 3))) + json(second));

    assertThat(told.broken()).isTrue();
    assertThat(String.valueOf(chain(told).get("breaks"))).contains("according to the server");
  }

  @Test
  void chain_withTwoEntriesOfOneNumber_breaks() {
    LogEntry entry = Captures.log().get(0);
    LogEntry other = entry.toBuilder().setTimeMs(5).build();

    assertThat(inspect(json(entry) + json(entry)).broken()).isFalse();
    Inspection told = inspect(json(entry) + json(other));
    assertThat(told.broken()).isTrue();
    assertThat(String.valueOf(chain(told).get("breaks"))).contains("two different entries 1");
  }

  @Test
  void chain_withAGap_saysHowManyAreMissing() {
    List<LogEntry> log = Captures.log();

    Inspection told = inspect(json(log.get(0)) + json(log.get(4)));

    assertThat(told.broken()).isFalse();
    assertThat(chain(told)).containsEntry("missing", 3L);
    assertThat(told.frames().get(1).facts()).containsEntry("hash", null);
  }

  @Test
  void chain_fromTheMiddle_beginsWithWhatIsGivenOrWhatASenderSays() {
    String tail = json(Captures.log().get(4)) + json(Captures.log().get(5));

    Inspection given =
        CaptureInspector.inspect(
            tail.getBytes(StandardCharsets.UTF_8),
            Optional.empty(),
            Optional.of(LogHash.of(Captures.hash(4))));
    assertThat(given.frames().get(1).facts())
        .containsEntry("hash", HexFormat.of().formatHex(Captures.hash(6)));
    assertThat(chain(given)).containsEntry("begins_with", "you");

    Inspection said = inspect(json(Captures.log().get(3)) + tail);
    assertThat(said.frames().get(2).facts())
        .containsEntry("hash", HexFormat.of().formatHex(Captures.hash(6)));
    assertThat(chain(said)).containsEntry("begins_with", "the sender of entry 4");

    assertThat(inspect(tail).frames().get(1).facts()).containsEntry("hash", null);
  }

  @Test
  void chain_withAPlaceFromTheFuture_breaks() {
    LogEntry early =
        Captures.entry(
                2,
                chat.sotto.v1.EntryKind.ENTRY_KIND_MESSAGE,
                Captures.envelope(7, 1, 2, new byte[32]))
            .build();

    assertThat(inspect(json(early)).broken()).isTrue();
  }

  // What is refused.

  @Test
  void nothingToExplain_isUnreadable() {
    unreadable("");
    unreadable(" \n\t ");
    unreadable("{}");
    unreadable("{\"frames\":[]}");
    unreadable("[1]");
    unreadable("{\"frames\":");
    unreadable("hello world");
    unreadable("deadbeef");
    unreadable("{\"chatId\":\"AAAA\",\"seq\":\"1\"}");
    unreadable("[".repeat(100_000));
    unreadable(new byte[] {0, 0, 0, 0, 9, 1});
    unreadable(new byte[CaptureInspector.MAX_BYTES + 1]);
    unreadable("[" + "{},".repeat(1_000_000) + "{}]");
    unreadable(ConnectRequest.getDefaultInstance().toByteArray());
  }

  @Test
  void refusal_repeatsNothingOfTheCapture() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> inspect("{\"frames\": " + Captures.MARKER + " }"))
        .satisfies(
            e ->
                assertThat(e.getMessage() + e.hint() + e.getCause())
                    .doesNotContain("attack")
                    .doesNotContain("marker"));
  }
}
