package chat.sotto.service.grpc;

import chat.sotto.service.domain.Username;
import chat.sotto.service.usecase.Page;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.vault.Vault;
import chat.sotto.v1.DeleteRecordRequest;
import chat.sotto.v1.DeleteRecordResponse;
import chat.sotto.v1.GetRecordRequest;
import chat.sotto.v1.GetRecordResponse;
import chat.sotto.v1.ListRecordsRequest;
import chat.sotto.v1.ListRecordsResponse;
import chat.sotto.v1.PutRecordRequest;
import chat.sotto.v1.PutRecordResponse;
import chat.sotto.v1.VaultRecord;
import chat.sotto.v1.VaultServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.regex.Pattern;

/** An account's sealed records. */
public final class VaultGrpcService extends VaultServiceGrpc.VaultServiceImplBase {
  private static final int MAX_PAGE = 1000;
  private static final int MAX_NAME = 128;
  private static final Pattern NAME = Pattern.compile("[a-z0-9._/-]*");

  private final Vault vault;

  /** Serves sessions. */
  public VaultGrpcService(Vault vault) {
    this.vault = vault;
  }

  @Override
  public void getRecord(GetRecordRequest request, StreamObserver<GetRecordResponse> out) {
    var found = vault.get(caller(), name("name", request.getName()));
    Wire.answer(out, GetRecordResponse.newBuilder().setRecord(record(found)).build());
  }

  @Override
  public void putRecord(PutRecordRequest request, StreamObserver<PutRecordResponse> out) {
    VaultRecord record = request.getRecord();
    if (record.getVersion() < 1) {
      throw RefusedException.invalidField("record.version", "must be at least 1");
    }
    if (record.getSealed().isEmpty()) {
      throw RefusedException.invalidField("record.sealed", "must not be empty");
    }
    Vault.Outcome outcome =
        vault.put(
            caller(),
            new chat.sotto.service.domain.VaultRecord(
                name("record.name", record.getName()),
                record.getVersion(),
                Fields.atMost("record.sealed", record.getSealed(), Vault.MAX_RECORD_BYTES)));
    Wire.answer(
        out,
        PutRecordResponse.newBuilder()
            .setWritten(outcome.written())
            .setVersion(outcome.version())
            .build());
  }

  @Override
  public void deleteRecord(DeleteRecordRequest request, StreamObserver<DeleteRecordResponse> out) {
    vault.delete(caller(), name("name", request.getName()));
    Wire.answer(out, DeleteRecordResponse.getDefaultInstance());
  }

  @Override
  public void listRecords(ListRecordsRequest request, StreamObserver<ListRecordsResponse> out) {
    var page =
        vault.list(
            caller(),
            wellFormed("prefix", request.getPrefix()),
            wellFormed("page_token", Fields.pageToken(request.getPageToken()).orElse("")),
            Fields.pageSize(request.getPageSize(), MAX_PAGE));
    Wire.answer(
        out,
        ListRecordsResponse.newBuilder()
            .addAllRecords(page.items().stream().map(VaultGrpcService::record).toList())
            .setNextPageToken(Fields.nextPageToken(next(page)))
            .build());
  }

  private static Optional<String> next(Page<chat.sotto.service.domain.VaultRecord> page) {
    return page.next().map(chat.sotto.service.domain.VaultRecord::name);
  }

  private static Username caller() {
    return Callers.device().user();
  }

  private static VaultRecord record(chat.sotto.service.domain.VaultRecord record) {
    return VaultRecord.newBuilder()
        .setName(record.name())
        .setVersion(record.version())
        .setSealed(record.sealed())
        .build();
  }

  private static String name(String field, String name) {
    if (name.isEmpty()) {
      throw RefusedException.invalidField(field, "must not be empty");
    }
    return wellFormed(field, name);
  }

  private static String wellFormed(String field, String name) {
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      throw RefusedException.invalidField(
          field, "must be at most " + MAX_NAME + " characters of a-z 0-9 . _ / -");
    }
    return name;
  }
}
