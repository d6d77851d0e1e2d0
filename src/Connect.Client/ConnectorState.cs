using System.Text.Json.Serialization;

namespace Connect.Client;

/// <summary>The state of a connector or task.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConnectorState>))]
public enum ConnectorState
{
    /// <summary>No worker has it.</summary>
    [JsonStringEnumMemberName("UNASSIGNED")]
    Unassigned,

    /// <summary>It runs.</summary>
    [JsonStringEnumMemberName("RUNNING")]
    Running,

    /// <summary>It waits until it is resumed.</summary>
    [JsonStringEnumMemberName("PAUSED")]
    Paused,

    /// <summary>It does not run and has no tasks until it is resumed.</summary>
    [JsonStringEnumMemberName("STOPPED")]
    Stopped,

    /// <summary>It has failed; the trace says why.</summary>
    [JsonStringEnumMemberName("FAILED")]
    Failed,

    /// <summary>It is about to be restarted.</summary>
    [JsonStringEnumMemberName("RESTARTING")]
    Restarting,

    /// <summary>It has been deleted.</summary>
    [JsonStringEnumMemberName("DESTROYED")]
    Destroyed,
}
