namespace Connect.Runtime;

/// <summary>The engine's meter: pass <see cref="Name"/> to OpenTelemetry's <c>AddMeter</c> or to <c>dotnet-counters</c>.</summary>
/// <remarks>docs/metrics.md lists the instruments and maps Apache Kafka Connect's MBean attributes to them.</remarks>
public static class ConnectMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Connect.Runtime";
}
