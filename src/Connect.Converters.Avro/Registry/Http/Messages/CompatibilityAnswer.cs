using System.Text.Json.Serialization;

namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>The answer of the compatibility test.</summary>
internal sealed record CompatibilityAnswer
{
    [JsonPropertyName("is_compatible")]
    public bool IsCompatible { get; init; }

    public IReadOnlyList<string>? Messages { get; init; }
}
