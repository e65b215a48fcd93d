package chat.sotto.service.domain;

/** What the server has to say in a log. */
public enum NoticeKind {
  /** The user left or deleted this chat. */
  LEFT(1),
  /** The account was deleted. */
  ACCOUNT_DELETED(2),
  /** The invited user declined. */
  DECLINED(3);

  private final int number;

  NoticeKind(int number) {
    this.number = number;
  }

  /** The number of the proto enum. */
  public int number() {
    return number;
  }
}
