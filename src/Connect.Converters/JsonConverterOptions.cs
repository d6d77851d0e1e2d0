using Connect.Data;

namespace Connect.Converters;

/// <summary>How a <see cref="JsonConverter"/> that is made in code works; the keys of its configuration in typed form.</summary>
public sealed record JsonConverterOptions
{
    /// <summary>Whether the schema stands beside every value: <c>{"schema":…,"payload":…}</c>. Key <c>schemas.enable</c>.</summary>
    /// <value>Default true.</value>
    public bool SchemasEnable { get; init; } = true;

    /// <summary>How many schemas are kept in each direction, the least recently used one going first. Key <c>schemas.cache.size</c>.</summary>
    /// <value>Default 1000. None are kept at 0 or below.</value>
    public int SchemasCacheSize { get; init; } = 1000;

    /// <summary>How decimals are written. Key <c>decimal.format</c>.</summary>
    /// <value>Default <see cref="JsonDecimalFormat.Base64"/>.</value>
    public JsonDecimalFormat DecimalFormat { get; init; } = JsonDecimalFormat.Base64;

    /// <summary>Whether the default of a schema stands in for null, both ways. Key <c>replace.null.with.default</c>.</summary>
    /// <value>Default true.</value>
    public bool ReplaceNullWithDefault { get; init; } = true;

    /// <summary>The schema of every value that is read, which is then the payload alone; no effect without <see cref="SchemasEnable"/>. Key
    /// <c>schema.content</c>, as JSON.</summary>
    /// <value>Default null: the schema is in the envelope.</value>
    public Schema? SchemaContent { get; init; }
}
