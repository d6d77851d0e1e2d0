using Connect.Converters.SchemaRegistry.Compatibility;

namespace Connect.Converters.SchemaRegistry.Mock;

/// <summary>The versions of one subject of a registry in memory, oldest first, and its rule.</summary>
internal sealed class MockSubject
{
    public List<MockVersion> Versions { get; } = [];

    /// <summary>The subject's own rule; null where the global one applies.</summary>
    public CompatibilityLevel? Level { get; set; }
}
