using System.Globalization;
using System.Text;
using Connect.Connectors;
using Connect.Runtime.Kafka;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Errors;

/// <summary>Reports to the log, in Kafka Connect's words. Keys, values and headers of sinks are never logged.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.runtime.errors.LogReporter</c>.</remarks>
internal sealed partial class LogErrorReporter(bool includesRecords, ErrorCounts counts, ILogger<LogErrorReporter> logger) : IErrorReporter
{
    /// <inheritdoc/>
    public Task ReportAsync(ErrorReport report)
    {
        counts.Logged();
        Log.ErrorEncountered(logger, TextOf(report), report.Error);
        return Task.CompletedTask;
    }

    /// <summary>The message without the exception.</summary>
    public string TextOf(ErrorReport report)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture,
                $"Error encountered in task {report.Task}. Executing stage '{report.Stage.ToJavaName()}' with class '{report.ClassName}'");
        if (includesRecords && report.Source is { } source)
            text.Append(", where source record is = ").Append(source);
        else if (includesRecords && report.Consumed is { } consumed)
            AppendPlace(text, consumed);
        return text.Append('.').ToString();
    }

    private static void AppendPlace(StringBuilder text, in ConsumedRecord record)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $", where consumed record is {{topic='{record.Topic}', partition={record.Partition}, offset={record.Offset}");
        if (record.TimestampType != TimestampType.NoTimestampType)
            text.Append(CultureInfo.InvariantCulture, $", timestamp={record.Timestamp}, timestampType={record.TimestampType}");
        text.Append('}');
    }
}
