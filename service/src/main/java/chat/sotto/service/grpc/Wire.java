package chat.sotto.service.grpc;

import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.Scope;
import chat.sotto.v1.Device;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.stream.Stream;

/** Accounts' values on the wire, and the one way in which unary calls answer. */
final class Wire {
  private Wire() {}

  /** The one answer of a unary call. */
  static <T> void answer(StreamObserver<T> out, T response) {
    out.onNext(response);
    out.onCompleted();
  }

  /**
   * A device.
   *
   * @param forOwner whether its owner asks, who alone learns when it was last seen
   */
  static Device device(DeviceRecord device, boolean forOwner) {
    return Device.newBuilder()
        .setDeviceId(device.id().toByteString())
        .setDeviceKey(device.deviceKey())
        .setAttestation(device.attestation())
        .setGeneration(device.generation().value())
        .setName(device.name())
        .setCreatedMs(device.created().toEpochMilli())
        .setLastSeenMs(forOwner ? device.lastSeen().toEpochMilli() : 0)
        .build();
  }

  /** Scopes in the order of the proto file. */
  static Stream<chat.sotto.v1.Scope> scopes(Set<Scope> scopes) {
    return scopes.stream()
        .sorted()
        .map(
            scope ->
                switch (scope) {
                  case SEND -> chat.sotto.v1.Scope.SCOPE_SEND;
                  case OPERATOR -> chat.sotto.v1.Scope.SCOPE_OPERATOR;
                });
  }
}
