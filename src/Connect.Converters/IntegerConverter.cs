using System.Buffers.Binary;
using Connect.Configuration;
using Connect.Data;
using Connect.Plugins;

namespace Connect.Converters;

/// <summary>Writes and reads INT32 as four bytes, the most significant one first.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.converters.IntegerConverter</c>.</remarks>
[PluginClassName("org.apache.kafka.connect.converters.IntegerConverter")]
public sealed class IntegerConverter : NumberConverter<int>
{
    /// <summary>Creates a converter.</summary>
    public IntegerConverter()
        : base("integer", "IntegerDeserializer", sizeof(int), Schema.OptionalInt32)
    {
    }

    /// <summary>Creates a converter from its configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    public IntegerConverter(IReadOnlyDictionary<string, string?> config)
        : this() => ConverterConfig.Parse(Config, config);

    /// <summary>The keys that it is configured with.</summary>
    public static ConfigDef Config { get; } = ConverterConfig.Define();

    private protected override void Encode(int number, Span<byte> bytes) => BinaryPrimitives.WriteInt32BigEndian(bytes, number);

    private protected override int Decode(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes);
}
