package chat.sotto.service.grpc.attachment;

import chat.sotto.service.domain.DeviceRef;

/**
 * Who calls.
 *
 * @param device the device
 * @param stillGood throws if the device, its user, its session or its certificate is good no
 *     longer; may block
 */
public record TransferCaller(DeviceRef device, Runnable stillGood) {
  void check() {
    stillGood.run();
  }
}
