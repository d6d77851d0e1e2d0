using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry.Mock;

/// <summary>The versions of a subject of an in-memory registry, oldest first, and its compatibility level.</summary>
internal sealed class MockSubject
{
    public List<MockVersion> Versions { get; } = [];

    /// <summary>The subject's own compatibility level; null if the global one applies.</summary>
    public Compatibility? Rule { get; set; }
}
