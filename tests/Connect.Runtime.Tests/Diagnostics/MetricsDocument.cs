using System.Globalization;
using System.Text;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Tests;

namespace Connect.Runtime.Tests.Diagnostics;

/// <summary>Makes docs/metrics.md from the instruments and from the list of Java's MBean attributes.</summary>
internal static class MetricsDocument
{
    private const string Head = """
        # Metrics

        The engine publishes its metrics through `System.Diagnostics.Metrics`, on one meter: `Connect.Runtime` (`ConnectMeter.Name`). In an application pass that name to OpenTelemetry:

        ```csharp
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(ConnectMeter.Name));
        ```

        The worker program serves them for Prometheus at `/metrics`, and sends them over OTLP where `OTEL_EXPORTER_OTLP_ENDPOINT` is set ([operations.md](operations.md)).
        Without OTLP it listens to them itself from the first request for `/metrics` on: OpenTelemetry's storage takes 12 MB. Only the histograms lack what happened before.
        A metric costs nothing while nobody listens: counts and states are read from the tasks when a listener collects; durations and sizes are recorded once a batch, and only while somebody listens.

        Averages, maxima and rates, which Kafka Connect computes itself, are computed by whoever stores the metrics. Times are in seconds. In Prometheus a dot is an underscore and the unit stands at the end:
        `kafka.connect.source.records.polled` is `kafka_connect_source_records_polled_total`, `kafka.connect.sink.put.duration` is `kafka_connect_sink_put_duration_seconds`.

        This page is generated: the test `MetricsDocumentTests` compares it, and writes it anew with `CONNECT_WRITE_DOCS=1`.

        ## Instruments


        """;

    /// <summary>Java's attributes: MBean, attribute, and where the number is here.</summary>
    public static IReadOnlyList<(string Bean, string Attribute, string Here)> JavaAttributes { get; } =
        [.. File.ReadAllLines(RepoPaths.Combine("tests/Connect.Runtime.Tests/Diagnostics/java-metrics-4.3.1.tsv")).Select(line => line.Split('\t'))
            .Select(cells => (cells[0], cells[1], cells[2]))];

    /// <summary>The page.</summary>
    public static string Write()
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        page.Append("| instrument | kind | unit | attributes | what |\n|---|---|---|---|---|\n");
        foreach (var info in Instruments.All)
            page.Append(
                CultureInfo.InvariantCulture, $"| `{info.Name}` | {KindOf(info.Kind)} | `{info.Unit}` | {info.Attributes} | {info.Description} |\n");
        page.Append(
            "\n## Kafka Connect's MBean attributes\n\nThe attributes of `kafka.connect:type=…` of Apache Kafka Connect 4.3.1, and where their "
                + "numbers are here.\n");
        foreach (var bean in JavaAttributes.GroupBy(row => row.Bean))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {bean.Key}\n\n| attribute | here |\n|---|---|\n");
            foreach (var (_, attribute, here) in bean)
                page.Append(CultureInfo.InvariantCulture, $"| `{attribute}` | {here} |\n");
        }

        return page.ToString();
    }

    private static string KindOf(InstrumentKind kind) => kind switch
    {
        InstrumentKind.ObservedGauge => "gauge",
        InstrumentKind.ObservedUpDownCounter => "up-down counter",
        InstrumentKind.Histogram => "histogram",
        _ => "counter",
    };
}
