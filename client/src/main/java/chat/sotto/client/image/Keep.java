package chat.sotto.client.image;

/** How much of an image stays. */
enum Keep {
  /** All that it is shown by: pixels, turn, colours, animation. */
  LOOKS,
  /** What a decoder needs for pixels; no colour profile, which is code to it more than data. */
  PIXELS
}
