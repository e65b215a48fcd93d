package chat.sotto.cli;

import java.util.Optional;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.ParameterException;

/** Gives a command's options values that do not stand on the command line, such as a file's. */
public interface OutsideSettings extends IDefaultValueProvider {

  /**
   * Where the value stands that could not be used, for a failure's message; empty if it stands on
   * the command line.
   */
  Optional<String> originOf(ParameterException failure);
}
