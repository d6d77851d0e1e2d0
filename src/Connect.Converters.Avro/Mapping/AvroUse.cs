using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Mapping;

/// <summary>A use of a schema.</summary>
internal sealed record AvroUse(AvroSchema Schema)
{
    /// <summary>Whether it is a branch of a union, so that it may have no value.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The default of the Avro field; null if there is none.</summary>
    public AvroFieldDefault? Default { get; init; }

    /// <summary>The documentation of the Avro field.</summary>
    public string? Doc { get; init; }

    /// <summary>The registry's version.</summary>
    public int? Version { get; init; }
}
