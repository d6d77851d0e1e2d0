using System.Text.Json.Serialization;

namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>The body of a refusal.</summary>
internal sealed record ErrorAnswer
{
    [JsonPropertyName("error_code")]
    public int? ErrorCode { get; init; }

    public string? Message { get; init; }
}
