using System.Buffers.Binary;
using Connect.Configuration;
using Connect.Data;
using Connect.JavaCompatibility.Numbers;
using Connect.Plugins;

namespace Connect.Converters;

/// <summary>Writes and reads FLOAT32 as the four bytes of its IEEE 754 form, the most significant one first.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.converters.FloatConverter</c>.</remarks>
[PluginClassName("org.apache.kafka.connect.converters.FloatConverter")]
public sealed class FloatConverter : NumberConverter<float>
{
    /// <summary>Creates a converter.</summary>
    public FloatConverter()
        : base("float", "Deserializer", sizeof(float), Schema.OptionalFloat32)
    {
    }

    /// <summary>Creates a converter from its configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    public FloatConverter(IReadOnlyDictionary<string, string?> config)
        : this() => ConverterConfig.Parse(Config, config);

    /// <summary>The keys that it is configured with.</summary>
    public static ConfigDef Config { get; } = ConverterConfig.Define();

    private protected override void Encode(float number, Span<byte> bytes) => BinaryPrimitives.WriteInt32BigEndian(bytes, JavaNaN.Bits(number));

    private protected override float Decode(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadSingleBigEndian(bytes);
}
