package chat.sotto.benchmarks.mls;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** The table in docs/benchmarks.md: for each step, ours beside the other, and how often faster. */
final class Table {
  private static final List<String> STEPS =
      List.of(
          "create",
          "add",
          "commit",
          "process",
          "remove",
          "join",
          "joinExternally",
          "verifyLeaves",
          "protect",
          "unprotect",
          "serialize",
          "restore");

  private record Row(int suite, int step, String name, int members, String tree)
      implements Comparable<Row> {
    static Row of(BenchmarkParams params) {
      String benchmark = params.getBenchmark();
      String step = benchmark.substring(benchmark.lastIndexOf('.') + 1);
      boolean any = params.getParamsKeys().contains("members");
      return new Row(
          Integer.parseInt(params.getParam("suite")),
          STEPS.indexOf(step),
          step,
          any ? Integer.parseInt(params.getParam("members")) : 1,
          any ? params.getParam("tree").toLowerCase(Locale.ROOT) : "");
    }

    @Override
    public int compareTo(Row other) {
      int order = Integer.compare(suite, other.suite);
      order = order != 0 ? order : Integer.compare(step, other.step);
      order = order != 0 ? order : other.tree.compareTo(tree);
      return order != 0 ? order : Integer.compare(members, other.members);
    }
  }

  private Table() {}

  static void print(Collection<RunResult> results, PrintStream out) {
    Map<Row, Map<Engine, Double>> rows = new TreeMap<>();
    for (RunResult result : results) {
      rows.computeIfAbsent(Row.of(result.getParams()), row -> new TreeMap<>())
          .put(
              Engine.valueOf(result.getParams().getParam("engine")),
              result.getPrimaryResult().getScore());
    }
    out.println();
    out.println(
        "| suite | step | tree | members | Sotto | bcmls | ratio | without Conscrypt | ratio |");
    out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    rows.forEach(
        (row, times) ->
            out.printf(
                Locale.ROOT,
                "| %d | %s | %s | %d | %s | %s | %s | %s | %s |%n",
                row.suite(),
                row.name(),
                row.tree(),
                row.members(),
                time(times.get(Engine.SOTTO)),
                time(times.get(Engine.BCMLS)),
                ratio(times.get(Engine.BCMLS), times.get(Engine.SOTTO)),
                time(times.get(Engine.SOTTO_ALONE)),
                ratio(times.get(Engine.BCMLS), times.get(Engine.SOTTO_ALONE))));
  }

  private static String time(@Nullable Double micros) {
    if (micros == null) {
      return "";
    }
    return micros < 1_000
        ? String.format(Locale.ROOT, "%.0f µs", micros)
        : String.format(Locale.ROOT, micros < 10_000 ? "%.1f ms" : "%.0f ms", micros / 1_000);
  }

  private static String ratio(@Nullable Double reference, @Nullable Double ours) {
    return reference == null || ours == null
        ? ""
        : String.format(Locale.ROOT, "%.1f", reference / ours);
  }
}
