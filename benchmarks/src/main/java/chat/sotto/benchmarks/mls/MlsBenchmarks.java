package chat.sotto.benchmarks.mls;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks and prints the table in docs/benchmarks.md. */
final class MlsBenchmarks {
  private MlsBenchmarks() {}

  /**
   * Runs.
   *
   * @param args those of JMH, which win over what is set here; a regular expression picks steps
   */
  public static void main(String[] args) throws Exception {
    CommandLineOptions given = new CommandLineOptions(args);
    Engine.SOTTO.install();
    for (String suite : given.getParameter("suite").orElse(List.of("1"))) {
      Crowd.prepare(Integer.parseInt(suite));
    }
    Collection<RunResult> results = new ArrayList<>();
    results.addAll(run(given, "(Step|Create)Benchmark", "SOTTO", "BCMLS"));
    results.addAll(run(given, "(Storage|Leaf)Benchmark", "SOTTO"));
    Table.print(results, System.out);
  }

  private static Collection<RunResult> run(CommandLineOptions given, String kind, String... engines)
      throws Exception {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(given)
            .forks(given.getForkCount().orElse(1))
            .warmupIterations(given.getWarmupIterations().orElse(5))
            .warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)))
            .measurementIterations(given.getMeasurementIterations().orElse(3))
            .measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(1)))
            .jvmArgsAppend("-Xmx2g", "-Dsotto.crowd=" + Crowd.file(1).toAbsolutePath().getParent());
    List<String> asked = new ArrayList<>(given.getParameter("engine").orElse(List.of(engines)));
    if (!List.of(engines).contains("BCMLS")) {
      asked.remove("BCMLS");
    }
    if (asked.isEmpty()) {
      return List.of();
    }
    options.param("engine", asked.toArray(String[]::new));
    List<String> steps = given.getIncludes().isEmpty() ? List.of(".*") : given.getIncludes();
    steps.forEach(
        step -> options.include("chat\\.sotto\\.benchmarks\\.mls\\." + kind + "\\." + step));
    return new Runner(options.build()).run();
  }
}
