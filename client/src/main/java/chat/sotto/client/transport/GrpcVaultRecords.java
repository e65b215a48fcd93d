package chat.sotto.client.transport;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.vault.RecordName;
import chat.sotto.client.vault.SealedRecord;
import chat.sotto.client.vault.VaultRecords;
import chat.sotto.v1.DeleteRecordRequest;
import chat.sotto.v1.GetRecordRequest;
import chat.sotto.v1.PutRecordRequest;
import chat.sotto.v1.PutRecordResponse;
import chat.sotto.v1.VaultRecord;
import chat.sotto.v1.VaultServiceGrpc;
import com.google.crypto.tink.util.Bytes;
import io.grpc.Channel;
import java.util.Optional;

/** The account's records on the server, over {@code VaultService}. */
final class GrpcVaultRecords implements VaultRecords {

  private final VaultServiceGrpc.VaultServiceBlockingStub stub;
  private final Caller caller;

  GrpcVaultRecords(Channel channel, Caller caller) {
    this.stub = VaultServiceGrpc.newBlockingStub(channel);
    this.caller = caller;
  }

  @Override
  public Optional<SealedRecord> find(RecordName name) {
    VaultRecord record;
    try {
      record =
          caller.call(
              () ->
                  stub.getRecord(GetRecordRequest.newBuilder().setName(name.value()).build())
                      .getRecord());
    } catch (SottoException e) {
      if (e.is(Reason.RECORD_NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
    if (!record.getName().equals(name.value())) {
      throw Wire.bad("the vault answered with another record");
    }
    return Optional.of(
        new SealedRecord(
            name, record.getVersion(), Bytes.copyFrom(record.getSealed().toByteArray())));
  }

  @Override
  public Put put(SealedRecord record) {
    PutRecordResponse response =
        caller.call(
            () ->
                stub.putRecord(
                    PutRecordRequest.newBuilder()
                        .setRecord(
                            VaultRecord.newBuilder()
                                .setName(record.name().value())
                                .setVersion(record.version())
                                .setSealed(Wire.bytes(record.sealed())))
                        .build()));
    return new Put(response.getWritten(), response.getVersion());
  }

  @Override
  public void delete(RecordName name) {
    caller.call(
        () -> stub.deleteRecord(DeleteRecordRequest.newBuilder().setName(name.value()).build()));
  }
}
