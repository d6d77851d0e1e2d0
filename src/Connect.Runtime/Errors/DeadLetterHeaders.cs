using System.Globalization;
using System.Text;
using Connect.Converters;

namespace Connect.Runtime.Errors;

/// <summary>The headers of a dead letter that describe the error, in Kafka Connect's order.</summary>
internal static class DeadLetterHeaders
{
    private const string Prefix = "__connect.errors.";

    /// <summary>Appends them; headers of the same name stay before.</summary>
    public static void Append(RawHeaders headers, ErrorReport report)
    {
        Add(headers, "topic", report.Consumed?.Topic);
        Add(headers, "partition", report.Consumed?.Partition.ToString(CultureInfo.InvariantCulture));
        Add(headers, "offset", report.Consumed?.Offset.ToString(CultureInfo.InvariantCulture));
        Add(headers, "connector.name", report.Task.Connector);
        Add(headers, "task.id", report.Task.Task.ToString(CultureInfo.InvariantCulture));
        Add(headers, "stage", report.Stage.ToJavaName());
        Add(headers, "class.name", report.ClassName);
        if (report.Error is not { } error)
            return;
        Add(headers, "exception.class.name", JavaTrace.NameOf(error));
        Add(headers, "exception.message", error.Message);
        Add(headers, "exception.stacktrace", JavaTrace.Of(error));
    }

    private static void Add(RawHeaders headers, string name, string? text) =>
        headers.Add(Prefix + name, text is null ? null : Encoding.UTF8.GetBytes(text));
}
