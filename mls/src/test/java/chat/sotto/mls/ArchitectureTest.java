package chat.sotto.mls;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

/** Packages know only those before them: the arrows of the engine. */
@AnalyzeClasses(packages = "chat.sotto.mls", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] ORDER = {
    "error", "codec", "crypto", "wire", "port", "tree", "schedule", "framing", "validation", "group"
  };

  @ArchTest static final ArchRule packages_knowThoseBeforeThem = order();

  private static ArchRule order() {
    LayeredArchitecture layers =
        Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String name : ORDER) {
      layers = layers.optionalLayer(name).definedBy("chat.sotto.mls." + name + "..");
    }
    layers = layers.optionalLayer("facade").definedBy("chat.sotto.mls");
    for (int i = 0; i < ORDER.length; i++) {
      String[] after = new String[ORDER.length - i];
      System.arraycopy(ORDER, i + 1, after, 0, after.length - 1);
      after[after.length - 1] = "facade";
      layers = layers.whereLayer(ORDER[i]).mayOnlyBeAccessedByLayers(after);
    }
    return layers;
  }

  @ArchTest
  static final ArchRule cryptography_isSeenByCryptoAlone =
      noClasses()
          .that(resideInAPackage("chat.sotto.mls.."))
          .and()
          .resideOutsideOfPackage("chat.sotto.mls.crypto..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.crypto..", "javax.crypto..", "org.conscrypt..");

  @ArchTest
  static final ArchRule engine_needsTinkAndTheJdkAlone =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "chat.sotto.mls..",
              "java..",
              "javax.crypto..",
              "com.google.crypto.tink..",
              "com.google.errorprone.annotations..",
              "org.jspecify..");
}
