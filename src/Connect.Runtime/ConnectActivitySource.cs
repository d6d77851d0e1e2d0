using System.Diagnostics;

namespace Connect.Runtime;

/// <summary>The engine's activity source: pass <see cref="Name"/> to OpenTelemetry's <c>AddSource</c>.</summary>
/// <remarks>Each batch has a span with children (poll, convert, send; receive, convert, put), and each commit of offsets has a span. Records that a
/// source writes within a recorded span carry it in the header <c>traceparent</c>; a sink's spans link to it. Without a listener no spans are
/// created. docs/operations.md lists the spans.</remarks>
public static class ConnectActivitySource
{
    /// <summary>The source's name.</summary>
    public const string Name = "Connect.Runtime";

    internal static readonly ActivitySource Instance = new(Name, typeof(ConnectActivitySource).Assembly.GetName().Version?.ToString(3));
}
