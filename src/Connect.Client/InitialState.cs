using System.Text.Json.Serialization;

namespace Connect.Client;

/// <summary>The state of a newly created connector.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InitialState>))]
public enum InitialState
{
    /// <summary>It runs.</summary>
    [JsonStringEnumMemberName("RUNNING")]
    Running,

    /// <summary>It has tasks, which wait until it is resumed.</summary>
    [JsonStringEnumMemberName("PAUSED")]
    Paused,

    /// <summary>It has no tasks until it is resumed: its offsets can be set first.</summary>
    [JsonStringEnumMemberName("STOPPED")]
    Stopped,
}
