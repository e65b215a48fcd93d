package chat.sotto.service.domain;

/** What statement rules ask about devices. */
public interface DeviceFacts {
  /** Whether the device exists, belongs to this user and is not revoked. */
  boolean isLive(DeviceRef device);

  /** Whether the device belongs to this user and reads the chat now. */
  boolean isReading(DeviceRef device);
}
