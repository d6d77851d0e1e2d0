using System.Text.Json.Serialization;

namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>The answer of an OAuth token endpoint.</summary>
internal sealed record TokenAnswer
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("expires_in")]
    public double? ExpiresIn { get; init; }
}
