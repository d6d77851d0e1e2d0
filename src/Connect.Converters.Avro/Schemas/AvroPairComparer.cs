using System.Runtime.CompilerServices;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Compares pairs of schemas by reference: a walk through recursive schemas has been at a pair before, or it has not.</summary>
internal sealed class AvroPairComparer : IEqualityComparer<(AvroSchema Left, AvroSchema Right)>
{
    public static AvroPairComparer Instance { get; } = new();

    public bool Equals((AvroSchema Left, AvroSchema Right) x, (AvroSchema Left, AvroSchema Right) y) =>
        ReferenceEquals(x.Left, y.Left) && ReferenceEquals(x.Right, y.Right);

    public int GetHashCode((AvroSchema Left, AvroSchema Right) pair) =>
        HashCode.Combine(RuntimeHelpers.GetHashCode(pair.Left), RuntimeHelpers.GetHashCode(pair.Right));
}
