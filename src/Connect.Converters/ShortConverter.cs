using System.Buffers.Binary;
using Connect.Configuration;
using Connect.Data;
using Connect.Plugins;

namespace Connect.Converters;

/// <summary>Writes and reads INT16 as two bytes, the most significant one first.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.converters.ShortConverter</c>.</remarks>
[PluginClassName("org.apache.kafka.connect.converters.ShortConverter")]
public sealed class ShortConverter : NumberConverter<short>
{
    /// <summary>Creates a converter.</summary>
    public ShortConverter()
        : base("short", "ShortDeserializer", sizeof(short), Schema.OptionalInt16)
    {
    }

    /// <summary>Creates a converter from its configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    public ShortConverter(IReadOnlyDictionary<string, string?> config)
        : this() => ConverterConfig.Parse(Config, config);

    /// <summary>The keys that it is configured with.</summary>
    public static ConfigDef Config { get; } = ConverterConfig.Define();

    private protected override void Encode(short number, Span<byte> bytes) => BinaryPrimitives.WriteInt16BigEndian(bytes, number);

    private protected override short Decode(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt16BigEndian(bytes);
}
