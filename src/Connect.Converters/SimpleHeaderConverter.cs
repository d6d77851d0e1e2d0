using Connect.Configuration;
using Connect.Data;
using Connect.JavaCompatibility.Charsets;
using Connect.Plugins;

namespace Connect.Converters;

/// <summary>Writes header values as loose text and reads them for what they look like; the converter of headers when no other is
/// configured.</summary>
/// <remarks>
/// What was written as a STRING of digits comes back as a number: whoever needs texts as they are takes the <see cref="StringConverter"/>.
/// Thread-safe. Corresponds to <c>org.apache.kafka.connect.storage.SimpleHeaderConverter</c>.
/// </remarks>
[PluginClassName("org.apache.kafka.connect.storage.SimpleHeaderConverter")]
public sealed class SimpleHeaderConverter : IHeaderConverter
{
    private static readonly JavaCharset Charset = new Utf8Charset();

    /// <summary>Creates a converter.</summary>
    public SimpleHeaderConverter()
    {
    }

    /// <summary>Creates a converter from its configuration, which is not looked at.</summary>
    /// <param name="config">The configuration.</param>
    public SimpleHeaderConverter(IReadOnlyDictionary<string, string?> config) => ArgumentNullException.ThrowIfNull(config);

    /// <summary>The keys that it is configured with: none.</summary>
    public static ConfigDef Config { get; } = new();

    /// <inheritdoc/>
    public byte[]? FromConnectHeader(string topic, string headerKey, Schema? schema, object? value) =>
        ValueFormatter.Format(value) is { } text ? Charset.Encode(text) : null;

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, byte[]? value) =>
        value is null ? SchemaAndValue.Null : ValueParser.Parse(Charset.Decode(value)) ?? SchemaAndValue.Null;
}
