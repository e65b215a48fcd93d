package chat.sotto.service.domain;

/**
 * One device of one user.
 *
 * @param user the owner
 * @param device the device
 */
public record DeviceRef(Username user, DeviceId device) {}
