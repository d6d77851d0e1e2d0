using System.Runtime.CompilerServices;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Compares pairs of schemas by reference. Used to detect a pair that was visited before when two recursive schemas are walked in
/// parallel.</summary>
internal sealed class ReferencePairs : IEqualityComparer<(AvroSchema, AvroSchema)>
{
    public static readonly ReferencePairs Instance = new();

    public bool Equals((AvroSchema, AvroSchema) x, (AvroSchema, AvroSchema) y) =>
        ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

    public int GetHashCode((AvroSchema, AvroSchema) pair) =>
        HashCode.Combine(RuntimeHelpers.GetHashCode(pair.Item1), RuntimeHelpers.GetHashCode(pair.Item2));
}
