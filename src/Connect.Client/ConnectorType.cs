using System.Text.Json.Serialization;

namespace Connect.Client;

/// <summary>The type of a connector.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConnectorType>))]
public enum ConnectorType
{
    /// <summary>Unknown: the connector's class is not installed on the worker.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>To Kafka.</summary>
    [JsonStringEnumMemberName("source")]
    Source,

    /// <summary>From Kafka.</summary>
    [JsonStringEnumMemberName("sink")]
    Sink,
}
