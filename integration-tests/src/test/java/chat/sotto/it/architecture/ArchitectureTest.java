package chat.sotto.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;

/** The arrows between modules and packages. ARCHITECTURE.md draws them; this holds them. */
@AnalyzeClasses(packages = "chat.sotto", importOptions = ArchitectureTest.MainCode.class)
class ArchitectureTest {
  /** Leaves tests out wherever the build puts them; the fast one has a folder of its own. */
  static final class MainCode implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  private static final String SERVICE = "chat.sotto.service";
  private static final String CLIENT = "chat.sotto.client";

  // Modules.

  @ArchTest
  static final ArchRule service_knowsProtoAlone =
      noClasses()
          .that()
          .resideInAPackage(SERVICE + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              CLIENT + "..",
              "chat.sotto.content..",
              "chat.sotto.mls..",
              "chat.sotto.cli..",
              "chat.sotto.gui..",
              "chat.sotto.app..")
          .because("the server handles opaque bytes and can't depend on what opens them");

  @ArchTest
  static final ArchRule client_knowsProtoAndMlsAlone =
      noClasses()
          .that()
          .resideInAPackage(CLIENT + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              SERVICE + "..", "chat.sotto.cli..", "chat.sotto.gui..", "chat.sotto.app..");

  @ArchTest
  static final ArchRule engine_isUsedByItsFacadeAndValuesAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("chat.sotto.mls..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "chat.sotto.mls.tree..",
              "chat.sotto.mls.schedule..",
              "chat.sotto.mls.framing..",
              "chat.sotto.mls.validation..",
              "chat.sotto.mls.group..")
          .because("Java can't hide a package from other modules of this build");

  @ArchTest
  static final ArchRule userInterfaces_knowTheClientAlone =
      noClasses()
          .that()
          .resideInAnyPackage("chat.sotto.cli..", "chat.sotto.gui..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              SERVICE + "..", "chat.sotto.v1..", "chat.sotto.content..", "chat.sotto.app..");

  @ArchTest
  static final ArchRule packages_inEachModule_haveNoCycles =
      slices().matching("chat.sotto.(*).(**)").should().beFreeOfCycles();

  // The server.

  @ArchTest
  static final ArchRule domain_knowsNobody =
      classes()
          .that()
          .resideInAPackage(SERVICE + ".domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              SERVICE + ".domain..",
              "java..",
              "com.google.protobuf",
              "com.google.common..",
              "com.google.errorprone.annotations..",
              "org.jspecify..")
          .because("of protobuf it uses ByteString, plain immutable bytes");

  @ArchTest
  static final ArchRule store_knowsTheDomain =
      knowsOfOurs(SERVICE, "store..", "domain..", "store..");

  @ArchTest
  static final ArchRule storePorts_knowNoAdapter =
      noClasses()
          .that()
          .resideInAPackage(SERVICE + ".store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              SERVICE + ".store.memory..", SERVICE + ".store.sql..", SERVICE + ".store.blob..");

  @ArchTest
  static final ArchRule session_knowsTheDomain =
      knowsOfOurs(SERVICE, "session..", "domain..", "session..");

  @ArchTest
  static final ArchRule usecase_knowsDomainStoreAndSession =
      knowsOfOurs(SERVICE, "usecase..", "domain..", "store", "session..", "usecase..");

  @ArchTest
  static final ArchRule grpc_knowsNoStoreAdapter =
      noClasses()
          .that()
          .resideInAPackage(SERVICE + ".grpc..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              SERVICE + ".store.memory..", SERVICE + ".store.sql..", SERVICE + ".store.blob..");

  @ArchTest
  static final ArchRule generatedStubs_areSeenByGrpcAlone =
      noClasses()
          .that()
          .resideInAPackage(SERVICE + "..")
          .and()
          .resideOutsideOfPackages(SERVICE + ".grpc..", SERVICE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("chat.sotto.v1..");

  @ArchTest
  static final ArchRule sql_isSeenByStoreAdaptersAlone =
      noClasses()
          .that()
          .resideInAPackage(SERVICE + "..")
          .and()
          .resideOutsideOfPackages(SERVICE + ".store.sql..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "org.flywaydb..",
              "com.zaxxer..",
              "org.sqlite..");

  @ArchTest
  static final ArchRule buckets_areSeenByTheStoreOfBlobsAlone =
      noClasses()
          .that()
          .resideInAPackage("chat.sotto..")
          .and()
          .resideOutsideOfPackage(SERVICE + ".store.blob..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule tls_isBuiltByTheRootAndPkiAlone =
      noClasses()
          .that()
          .resideInAPackage(SERVICE + "..")
          .and()
          .resideOutsideOfPackages(SERVICE, SERVICE + ".pki..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "io.grpc.netty..",
                      "org.bouncycastle.cert..",
                      "org.bouncycastle.pkcs..",
                      "org.bouncycastle.operator..")
                  .or(nameMatching("javax\\.net\\.ssl\\.(SSLContext|.*(Trust|Key)Manager.*)")));

  @ArchTest static final ArchRule event_knowsNobody = knowsOfOurs(SERVICE, "event..", "event..");

  @ArchTest
  static final ArchRule micrometer_isSeenByMetricsAlone =
      noClasses()
          .that()
          .resideInAPackage("chat.sotto..")
          .and()
          .resideOutsideOfPackage(SERVICE + ".metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..")
          .because("everything else reports through ports of its own, and works without metrics");

  @ArchTest
  static final ArchRule metrics_areKnownByTheRootAlone =
      noClasses()
          .that()
          .resideInAPackage(SERVICE + ".(*)..")
          .and()
          .resideOutsideOfPackage(SERVICE + ".metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SERVICE + ".metrics..");

  // The client.

  @ArchTest
  static final ArchRule grpc_isSeenByTransportAlone =
      noClasses()
          .that()
          .resideInAPackage(CLIENT + "..")
          .and()
          .resideOutsideOfPackage(CLIENT + ".transport..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.grpc..").or(nameMatching("chat\\.sotto\\.v1\\..*Grpc(\\$.*)?")));

  @ArchTest
  static final ArchRule generatedMessages_areSeenByTransportAndContentAlone =
      noClasses()
          .that()
          .resideInAPackage(CLIENT + "..")
          .and()
          .resideOutsideOfPackages(CLIENT + ".transport..", CLIENT + ".content..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("chat.sotto.v1..", "chat.sotto.content..");

  @ArchTest
  static final ArchRule innerPackages_neverKnowTheFacade =
      noClasses()
          .that()
          .resideInAPackage(CLIENT + ".(*)..")
          .and()
          .resideOutsideOfPackage(CLIENT + ".agent..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLIENT)
          .because("the facade is on top; only the agent, which serves it, knows it");

  @ArchTest static final ArchRule model_knowsNobody = knowsOfOurs(CLIENT, "model..", "model..");

  @ArchTest
  static final ArchRule images_areSelfContained = knowsOfOurs(CLIENT, "image..", "image..");

  @ArchTest
  static final ArchRule computation_touchesNeitherNetworkNorDatabase =
      noClasses()
          .that()
          .resideInAnyPackage(
              CLIENT + ".model..",
              CLIENT + ".password..",
              CLIENT + ".identity..",
              CLIENT + ".vault..",
              CLIENT + ".group..",
              CLIENT + ".attachment..",
              CLIENT + ".content..",
              CLIENT + ".chatlog..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.sql..",
                      "java.net..",
                      "java.nio.file..",
                      CLIENT + ".profile..",
                      CLIENT + ".transport..")
                  // The name of a file is a value; it takes others to open it.
                  .and(not(type(Path.class))));

  // Everywhere.

  @ArchTest
  static final ArchRule swing_isNowhereOutsideTheWindow =
      noClasses()
          .that()
          .resideOutsideOfPackages("chat.sotto.gui..")
          .and()
          .haveNameNotMatching(".*client\\.image\\.(Decoder|EditedImageInputStream|JpegWriter)")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.swing..", "java.awt..", "javax.imageio..")
          .because("commands start without it; images are decoded and encoded in one place each");

  @ArchTest
  static final ArchRule standardOutput_isForTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages("chat.sotto.cli..", "chat.sotto.app..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule names_sayWhatAClassIsMadeOf =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Util");

  /** Of its own module, the package may know only the named ones. */
  private static ArchRule knowsOfOurs(String module, String who, String... whom) {
    String[] allowed = new String[whom.length];
    for (int i = 0; i < whom.length; i++) {
      allowed[i] = module + "." + whom[i];
    }
    return noClasses()
        .that()
        .resideInAPackage(module + "." + who)
        .should()
        .dependOnClassesThat(
            resideInAPackage(module + "..")
                .and(
                    com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(allowed))));
  }
}
