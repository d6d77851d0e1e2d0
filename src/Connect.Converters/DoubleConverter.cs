using System.Buffers.Binary;
using Connect.Configuration;
using Connect.Data;
using Connect.JavaCompatibility.Numbers;
using Connect.Plugins;

namespace Connect.Converters;

/// <summary>Writes and reads FLOAT64 as the eight bytes of its IEEE 754 form, the most significant one first.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.converters.DoubleConverter</c>.</remarks>
[PluginClassName("org.apache.kafka.connect.converters.DoubleConverter")]
public sealed class DoubleConverter : NumberConverter<double>
{
    /// <summary>Creates a converter.</summary>
    public DoubleConverter()
        : base("double", "Deserializer", sizeof(double), Schema.OptionalFloat64)
    {
    }

    /// <summary>Creates a converter from its configuration.</summary>
    /// <param name="config">The keys of <see cref="Config"/>.</param>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    public DoubleConverter(IReadOnlyDictionary<string, string?> config)
        : this() => ConverterConfig.Parse(Config, config);

    /// <summary>The keys that it is configured with.</summary>
    public static ConfigDef Config { get; } = ConverterConfig.Define();

    private protected override void Encode(double number, Span<byte> bytes) => BinaryPrimitives.WriteInt64BigEndian(bytes, JavaNaN.Bits(number));

    private protected override double Decode(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadDoubleBigEndian(bytes);
}
