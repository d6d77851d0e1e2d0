using System.Buffers.Binary;
using Connect.Configuration;
using Connect.Data;
using Connect.Plugins;

namespace Connect.Converters;

/// <summary>Writes and reads INT64 as eight bytes, the most significant one first.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.converters.LongConverter</c>.</remarks>
[PluginClassName("org.apache.kafka.connect.converters.LongConverter")]
public sealed class LongConverter : NumberConverter<long>
{
    /// <summary>Creates a converter.</summary>
    public LongConverter()
        : base("long", "LongDeserializer", sizeof(long), Schema.OptionalInt64)
    {
    }

    /// <summary>Creates a converter from its configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    public LongConverter(IReadOnlyDictionary<string, string?> config)
        : this() => ConverterConfig.Parse(Config, config);

    /// <summary>The keys that it is configured with.</summary>
    public static ConfigDef Config { get; } = ConverterConfig.Define();

    private protected override void Encode(long number, Span<byte> bytes) => BinaryPrimitives.WriteInt64BigEndian(bytes, number);

    private protected override long Decode(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes);
}
