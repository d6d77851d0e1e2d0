using System.Runtime.CompilerServices;

namespace Connect.Data;

/// <summary>Compares pairs of schemas by identity.</summary>
internal sealed class ReferencePairComparer : IEqualityComparer<(Schema, Schema)>
{
    public static readonly ReferencePairComparer Instance = new();

    public bool Equals((Schema, Schema) x, (Schema, Schema) y) => ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

    public int GetHashCode((Schema, Schema) obj) => HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Item1), RuntimeHelpers.GetHashCode(obj.Item2));
}
