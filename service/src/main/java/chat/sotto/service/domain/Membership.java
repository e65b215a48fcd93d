package chat.sotto.service.domain;

/** Where a user stands in a chat. */
public enum Membership {
  /** Asked, has not answered. */
  INVITED,
  /** In the chat. */
  MEMBER,
  /** Was in the chat. */
  LEFT,
  /** Was asked and said no. */
  DECLINED
}
