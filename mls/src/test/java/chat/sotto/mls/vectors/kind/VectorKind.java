package chat.sotto.mls.vectors.kind;

import java.util.List;
import java.util.Optional;

/** A kind of vector, recognised by the fields of an entry and not by the name of its file. */
public interface VectorKind {
  /** Whether an entry is of this kind. */
  boolean matches(Vector vector);

  /** Checks everything that test-vectors.md asks for. */
  void verify(Vector vector);

  /** Every kind that there is. */
  List<VectorKind> ALL =
      List.of(
          new DeserializationKind(),
          new CryptoBasicsKind(),
          new MessagesKind(),
          new TreeMathKind(),
          new TreeOperationsKind(),
          new TreeValidationKind(),
          new TreeKemKind(),
          new KeyScheduleKind(),
          new PskSecretKind(),
          new TranscriptHashesKind(),
          new SecretTreeKind(),
          new WelcomeKind(),
          new MessageProtectionKind(),
          new PassiveClientKind());

  /** The kind of an entry. */
  static Optional<VectorKind> find(Vector vector) {
    return ALL.stream().filter(kind -> kind.matches(vector)).findFirst();
  }
}
