using System.Buffers;
using Connect.Configuration;
using Connect.Data;
using Connect.JavaCompatibility.Charsets;
using Connect.Plugins;

namespace Connect.Converters;

/// <summary>Writes any value as its text and reads STRING.</summary>
/// <remarks>
/// The text of a value is Java's: <c>1.0E10</c>, <c>{a=1}</c>, <c>Struct{a=1}</c>. What the encoding does not have is written as <c>?</c>, and broken
/// bytes are read as U+FFFD, as Java does. Thread-safe. All methods complete synchronously. Corresponds to
/// <c>org.apache.kafka.connect.storage.StringConverter</c>.
/// </remarks>
[PluginClassName("org.apache.kafka.connect.storage.StringConverter")]
public sealed class StringConverter : IConverter, IHeaderConverter
{
    private const string EncodingKey = "converter.encoding";

    private readonly JavaCharset _charset;

    /// <summary>Creates a converter for an encoding.</summary>
    /// <param name="encoding">The name of the encoding as Java knows it: <c>UTF-8</c>, <c>ISO-8859-1</c>, <c>windows-1252</c>, <c>UTF-16</c>, …, in
    /// any case.</param>
    /// <exception cref="DataException">There is no such encoding.</exception>
    public StringConverter(string encoding = "UTF-8")
    {
        ArgumentNullException.ThrowIfNull(encoding);
        _charset = JavaCharset.Find(encoding) ?? throw new DataException($"Unsupported encoding {encoding}");
    }

    /// <summary>Creates a converter from its configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    /// <exception cref="DataException">There is no such encoding.</exception>
    public StringConverter(IReadOnlyDictionary<string, string?> config)
        : this(ConverterConfig.Parse(Config, config).GetString(EncodingKey) ?? "UTF-8")
    {
    }

    /// <summary>The keys that it is configured with.</summary>
    public static ConfigDef Config { get; } = ConverterConfig.Define().Define(
        EncodingKey,
        ConfigType.String,
        "UTF-8",
        ConfigImportance.High,
        "The Java name of the character set in which texts are written and read.",
        width: ConfigWidth.Medium,
        displayName: "Encoding");

    /// <inheritdoc/>
    public ValueTask<byte[]?> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, CancellationToken cancellationToken) =>
        new(Write(value));

    /// <inheritdoc/>
    public ValueTask<bool> FromConnectDataAsync(
        string topic, RawHeaders headers, Schema? schema, object? value, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        if (value is null)
            return new(false);
        _charset.Encode(value as string ?? JavaText.Of(value), output);
        return new(true);
    }

    /// <inheritdoc/>
    public ValueTask<SchemaAndValue> ToConnectDataAsync(string topic, RawHeaders headers, byte[]? data, CancellationToken cancellationToken) =>
        new(Read(data));

    /// <inheritdoc/>
    public byte[]? FromConnectHeader(string topic, string headerKey, Schema? schema, object? value) => Write(value);

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, byte[]? value) => Read(value);

    private byte[]? Write(object? value) => value is null ? null : _charset.Encode(value as string ?? JavaText.Of(value));

    private SchemaAndValue Read(byte[]? data) => new(Schema.OptionalString, data is null ? null : _charset.Decode(data));
}
