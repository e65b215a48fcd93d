package chat.sotto.cli.output;

import java.util.Random;

/** Alphabets to make texts of that somebody may send who means harm. */
enum Nasty {
  /** Each of all code points as likely as any other. */
  ANYTHING {
    @Override
    int codePoint(Random random) {
      return random.nextInt(Character.MAX_CODE_POINT + 1);
    }
  },
  /** What terminals obey. */
  CONTROLS {
    @Override
    int codePoint(Random random) {
      return random.nextInt(0xA0);
    }
  },
  /** Turning, joining, parting, hiding. */
  FORMATS {
    private static final int[] SIGNS = {
      'a', '1', ' ', '\n', 0x5D0, 0x6CC, 0x61C, 0xAD, 0x34F, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E,
      0x200F, 0x202A, 0x202C, 0x202E, 0x2060, 0x2066, 0x2069, 0xFE0E, 0xFE0F, 0xFEFF, 0xFFF9, 0x3164
    };

    @Override
    int codePoint(Random random) {
      return SIGNS[random.nextInt(SIGNS.length)];
    }
  },
  /** What emoji are made of, in any order. */
  EMOJI {
    private static final int[] PARTS = {
      0x1F469, 0x1F3FD, 0x200D, 0xFE0F, 0xFE0E, 0x2764, 0x1F3F4, 0xE0067, 0xE0062, 0xE0065, 0xE006E,
      0xE007F, '1', 0x20E3, 0x1F1EB, 0x1FAE8, 0x2642, 'x'
    };

    @Override
    int codePoint(Random random) {
      return PARTS[random.nextInt(PARTS.length)];
    }
  },
  /** Towers of accents. */
  MARKS {
    @Override
    int codePoint(Random random) {
      return random.nextInt(8) == 0 ? 'a' + random.nextInt(26) : 0x300 + random.nextInt(0x70);
    }
  },
  /** Halves of pairs. */
  SURROGATES {
    @Override
    int codePoint(Random random) {
      return random.nextInt(4) == 0 ? 'x' : 0xD800 + random.nextInt(0x800);
    }
  },
  /** What ends a JSON string, and what escapes that. */
  QUOTES {
    private static final int[] SIGNS = {'"', '\\', '/', 'u', '0', 0x301, 0x202E, 0x1B, 0x2028, '<'};

    @Override
    int codePoint(Random random) {
      return SIGNS[random.nextInt(SIGNS.length)];
    }
  };

  private static final int MOST = 40;

  abstract int codePoint(Random random);

  /** A text of up to 40 of them. */
  String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(MOST + 1); length > 0; length--) {
      text.appendCodePoint(codePoint(random));
    }
    return text.toString();
  }
}
