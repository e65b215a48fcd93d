package chat.sotto.cli.output;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a code point does on a screen. Where Java's tables of Unicode are older than the emoji that
 * people use, the blocks set aside for emoji count as drawn.
 */
final class CodePoints {
  static final int ZERO_WIDTH_SPACE = 0x200B;
  static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  static final int ZERO_WIDTH_JOINER = 0x200D;
  static final int BLACK_FLAG = 0x1F3F4;

  private static final int TEXT_STYLE = 0xFE0E;
  private static final int EMOJI_STYLE = 0xFE0F;

  /** Scripts whose letters take other forms, or part, at a joiner or non-joiner. */
  private static final Set<UnicodeScript> JOINING =
      EnumSet.of(
          UnicodeScript.ADLAM,
          UnicodeScript.ARABIC,
          UnicodeScript.BENGALI,
          UnicodeScript.DEVANAGARI,
          UnicodeScript.GUJARATI,
          UnicodeScript.GURMUKHI,
          UnicodeScript.HANIFI_ROHINGYA,
          UnicodeScript.KANNADA,
          UnicodeScript.KHMER,
          UnicodeScript.MALAYALAM,
          UnicodeScript.MANDAIC,
          UnicodeScript.MONGOLIAN,
          UnicodeScript.MYANMAR,
          UnicodeScript.NKO,
          UnicodeScript.ORIYA,
          UnicodeScript.PHAGS_PA,
          UnicodeScript.SINHALA,
          UnicodeScript.SYRIAC,
          UnicodeScript.TAMIL,
          UnicodeScript.TELUGU,
          UnicodeScript.TIBETAN);

  /** Scripts that set no spaces between words and mark their ends with one of no width. */
  private static final Set<UnicodeScript> UNSPACED =
      EnumSet.of(UnicodeScript.KHMER, UnicodeScript.LAO, UnicodeScript.MYANMAR, UnicodeScript.THAI);

  private CodePoints() {}

  /**
   * Whether it may stand anywhere: a letter, digit, sign, emoji or blank that a terminal draws.
   * Marks may not, which need something to sit on; nor may what is invisible.
   */
  static boolean isDrawn(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          // To each terminal its own: some put pictures there.
          Character.PRIVATE_USE,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          false;
      case Character.FORMAT -> isPrependedSign(codePoint);
      case Character.UNASSIGNED -> isSetAside(codePoint);
      default -> !isFiller(codePoint);
    };
  }

  /** Whether it is drawn over, under or around what stands before it. */
  static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          !isInvisibleMark(codePoint) && !isVariationSelector(codePoint);
      default -> false;
    };
  }

  /** Signs that surround the digits after them; Unicode counts them as format characters. */
  private static boolean isPrependedSign(int codePoint) {
    return (codePoint >= 0x0600 && codePoint <= 0x0605)
        || codePoint == 0x06DD
        || codePoint == 0x070F
        || codePoint == 0x08E2
        || codePoint == 0x110BD
        || codePoint == 0x110CD;
  }

  /** Where newer versions of Unicode put emoji, ideographs and currencies, and nothing else. */
  private static boolean isSetAside(int codePoint) {
    return (codePoint >= 0x1F000 && codePoint <= 0x1FAFF)
        || (codePoint >= 0x20000 && codePoint <= 0x2FFFD)
        || (codePoint >= 0x30000 && codePoint <= 0x3FFFD)
        || (codePoint >= 0x20C0 && codePoint <= 0x20CF);
  }

  /** Letters and signs that are drawn as nothing. */
  private static boolean isFiller(int codePoint) {
    return codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x3164
        || codePoint == 0xFFA0
        || codePoint == 0xFFFC
        || codePoint == 0x1D159;
  }

  /** The grapheme joiner and two inherent vowels: marks that are drawn as nothing. */
  private static boolean isInvisibleMark(int codePoint) {
    return codePoint == 0x034F || codePoint == 0x17B4 || codePoint == 0x17B5;
  }

  private static boolean isVariationSelector(int codePoint) {
    return (codePoint >= 0xFE00 && codePoint <= EMOJI_STYLE)
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF)
        || isMongolianSelector(codePoint);
  }

  private static boolean isMongolianSelector(int codePoint) {
    return (codePoint >= 0x180B && codePoint <= 0x180D) || codePoint == 0x180F;
  }

  /**
   * Whether {@code codePoint} is a variation selector that says how {@code base}, directly before
   * it, is drawn. Anywhere else one hides.
   */
  static boolean selectsVariation(int codePoint, int base) {
    if (base < 0 || !isVariationSelector(codePoint)) {
      return false;
    }
    if (isMongolianSelector(codePoint)) {
      return UnicodeScript.of(base) == UnicodeScript.MONGOLIAN;
    }
    if (codePoint > EMOJI_STYLE) {
      return Character.isIdeographic(base);
    }
    return switch (Character.getType(base)) {
      case Character.OTHER_SYMBOL, Character.MATH_SYMBOL, Character.OTHER_PUNCTUATION -> true;
      case Character.DECIMAL_DIGIT_NUMBER, Character.DASH_PUNCTUATION ->
          codePoint == TEXT_STYLE || codePoint == EMOJI_STYLE;
      default -> isPictograph(base) || base == 0x2139 || Character.isIdeographic(base);
    };
  }

  /** What stands at either side of a joiner inside an emoji. */
  static boolean isPictograph(int codePoint) {
    return codePoint >= 0
        && isDrawn(codePoint)
        && (Character.getType(codePoint) == Character.OTHER_SYMBOL
            || (codePoint >= 0x1F000 && codePoint <= 0x1FAFF)
            || codePoint == 0x2194);
  }

  /** Whether an invisible sign has a meaning behind a letter of this script. */
  static boolean joinsOrParts(int codePoint, int letter) {
    if (letter < 0) {
      return false;
    }
    UnicodeScript script = UnicodeScript.of(letter);
    return switch (codePoint) {
      case ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER -> JOINING.contains(script);
      case ZERO_WIDTH_SPACE -> UNSPACED.contains(script);
      default -> false;
    };
  }
}
