package chat.sotto.it.terminal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads what a program writes to its terminal and does it to a {@link Screen}: UTF-8, the control
 * characters, and those sequences of ECMA-48 and of xterm that programs with a line editor use.
 * Strings (OSC, DCS, APC, PM, SOS) are read to their end and shown nowhere; eight-bit controls
 * count, as they do for xterm. What it does not know it keeps for {@link #unknown}.
 */
final class EscapeReader {
  private static final int ESC = 0x1B;
  private static final int BEL = 7;
  private static final int MAX_SEQUENCE = 4096;

  private enum State {
    TEXT,
    ESCAPE,
    CHARSET,
    CSI,
    STRING,
    STRING_ESCAPE
  }

  private final Screen screen;
  private final Consumer<String> answer;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer undecoded = ByteBuffer.allocate(0);
  private State state = State.TEXT;
  private final StringBuilder sequence = new StringBuilder();
  private char highSurrogate;
  private int lastPrinted = ' ';
  private char charsetSlot;
  private final boolean[] drawing = new boolean[2];
  private int slot;
  private final List<String> strings = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private int bells;

  /**
   * A reader at the beginning of a session.
   *
   * @param answer takes what the terminal says by itself when it is asked something
   */
  EscapeReader(Screen screen, Consumer<String> answer) {
    this.screen = screen;
    this.answer = answer;
  }

  /** Sequences that were not understood, for a failing test to show. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  /** The contents of OSC and other strings: {@code 52;c;…} would have set the clipboard. */
  List<String> strings() {
    return List.copyOf(strings);
  }

  /** How often it rang. */
  int bells() {
    return bells;
  }

  /** Takes bytes; sequences and characters may be split anywhere. */
  void feed(byte[] bytes, int length) {
    ByteBuffer in = ByteBuffer.allocate(undecoded.remaining() + length);
    in.put(undecoded).put(bytes, 0, length).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, false);
    undecoded = in;
    out.flip();
    while (out.hasRemaining()) {
      char next = out.get();
      if (Character.isHighSurrogate(next)) {
        highSurrogate = next;
      } else if (Character.isLowSurrogate(next)) {
        take(Character.toCodePoint(highSurrogate, next));
      } else {
        take(next);
      }
    }
  }

  private void take(int c) {
    switch (state) {
      case TEXT -> text(c);
      case ESCAPE -> escape(c);
      case CHARSET -> {
        drawing[charsetSlot == ')' ? 1 : 0] = c == '0';
        state = State.TEXT;
      }
      case CSI -> csi(c);
      case STRING -> string(c);
      case STRING_ESCAPE -> {
        endString();
        if (c != '\\') {
          escape(c);
        }
      }
    }
  }

  private void text(int c) {
    if (c >= 0x20 && c != 0x7F && (c < 0x80 || c > 0x9F)) {
      lastPrinted = drawing[slot] ? LineDrawing.of(c) : c;
      screen.print(lastPrinted);
    } else if (c >= 0x80) {
      escape(c - 0x40);
    } else {
      control(c);
    }
  }

  private void control(int c) {
    switch (c) {
      case BEL -> bells++;
      case '\b' -> screen.backspace();
      case '\t' -> screen.tab();
      case '\n', 0x0B, '\f' -> screen.lineFeed();
      case '\r' -> screen.carriageReturn();
      case 0x0E -> slot = 1;
      case 0x0F -> slot = 0;
      case ESC -> begin(State.ESCAPE);
      default -> {
        // The others do nothing on a terminal of today.
      }
    }
  }

  private void begin(State next) {
    sequence.setLength(0);
    state = next;
  }

  private void escape(int c) {
    state = State.TEXT;
    switch (c) {
      case '[' -> begin(State.CSI);
      case ']', 'P', '_', '^', 'X' -> begin(State.STRING);
      case '(', ')', '*', '+' -> {
        charsetSlot = (char) c;
        state = State.CHARSET;
      }
      case '7' -> screen.saveCursor();
      case '8' -> screen.restoreCursor();
      case 'D' -> screen.lineFeed();
      case 'E' -> {
        screen.carriageReturn();
        screen.lineFeed();
      }
      case 'M' -> screen.reverseLineFeed();
      case 'c' -> screen.reset();
      case '=', '>', '\\' -> {
        // Keypad modes, and the end of a string that has ended already.
      }
      default -> unknown.add("ESC " + Character.toString(c));
    }
  }

  private void string(int c) {
    if (c == BEL || c == 0x9C) {
      endString();
    } else if (c == ESC) {
      state = State.STRING_ESCAPE;
    } else if (sequence.length() < MAX_SEQUENCE) {
      sequence.appendCodePoint(c);
    }
  }

  private void endString() {
    strings.add(sequence.toString());
    state = State.TEXT;
  }

  private void csi(int c) {
    if (c < 0x20) {
      control(c);
    } else if (c < 0x40) {
      if (sequence.length() < MAX_SEQUENCE) {
        sequence.append((char) c);
      }
    } else {
      state = State.TEXT;
      if (!ControlSequence.of(sequence.toString(), c).apply(screen, lastPrinted, answer)) {
        unknown.add("CSI " + sequence + Character.toString(c));
      }
    }
  }
}
