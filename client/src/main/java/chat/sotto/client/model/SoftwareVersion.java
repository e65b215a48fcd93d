package chat.sotto.client.model;

/** Which sotto this is, for people: nothing is decided by it. */
public final class SoftwareVersion {
  private SoftwareVersion() {}

  /** Such as {@code 0.1.0}; {@code development} when it does not run from its jar. */
  public static String current() {
    String version = SoftwareVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
