package chat.sotto.client.transport;

import chat.sotto.v1.DeleteRecordRequest;
import chat.sotto.v1.GetRecordRequest;
import chat.sotto.v1.PutRecordRequest;
import chat.sotto.v1.VaultRecord;
import chat.sotto.v1.VaultServiceGrpc;
import io.grpc.Channel;

/** {@link VaultLink} over {@code VaultService}. */
final class GrpcVaultLink implements VaultLink {

  private final VaultServiceGrpc.VaultServiceBlockingStub stub;
  private final Caller caller;

  GrpcVaultLink(Channel channel, Caller caller) {
    this.stub = VaultServiceGrpc.newBlockingStub(channel);
    this.caller = caller;
  }

  @Override
  public StoredRecord get(String name) {
    VaultRecord record =
        caller.call(
            () -> stub.getRecord(GetRecordRequest.newBuilder().setName(name).build()).getRecord());
    if (!record.getName().equals(name) || record.getVersion() < 1) {
      throw Wire.bad("the vault answered with another record");
    }
    return new StoredRecord(name, record.getVersion(), record.getSealed());
  }

  @Override
  public long put(StoredRecord record) {
    return caller.call(
        () ->
            stub.putRecord(
                    PutRecordRequest.newBuilder()
                        .setRecord(
                            VaultRecord.newBuilder()
                                .setName(record.name())
                                .setVersion(record.version())
                                .setSealed(record.sealed()))
                        .build())
                .getVersion());
  }

  @Override
  public void delete(String name) {
    caller.call(() -> stub.deleteRecord(DeleteRecordRequest.newBuilder().setName(name).build()));
  }
}
