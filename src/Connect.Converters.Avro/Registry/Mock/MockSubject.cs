using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry.Mock;

/// <summary>The versions of one subject of a registry in memory, oldest first, and its rule.</summary>
internal sealed class MockSubject
{
    public List<MockVersion> Versions { get; } = [];

    /// <summary>The subject's own rule; null where the global one applies.</summary>
    public Compatibility? Rule { get; set; }
}
