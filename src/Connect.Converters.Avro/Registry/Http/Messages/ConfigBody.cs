using Connect.Converters.Avro.Registry.Mock;

namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>A compatibility setting: read as <c>compatibilityLevel</c>, written as <c>compatibility</c>.</summary>
internal sealed record ConfigBody
{
    public string? Compatibility { get; init; }

    public string? CompatibilityLevel { get; init; }
}
