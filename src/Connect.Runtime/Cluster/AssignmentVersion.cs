namespace Connect.Runtime.Cluster;

/// <summary>The version of an assignment. Versions are ordered, also across leaders.</summary>
/// <param name="Epoch">The epoch of the leader that wrote it.</param>
/// <param name="Number">The assignment's number; a new leader continues the count.</param>
internal readonly record struct AssignmentVersion(long Epoch, long Number) : IComparable<AssignmentVersion>
{
    /// <summary>Lower than the version of every assignment.</summary>
    public static AssignmentVersion None => default;

    /// <summary>Whether the left one is older.</summary>
    public static bool operator <(AssignmentVersion left, AssignmentVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is newer.</summary>
    public static bool operator >(AssignmentVersion left, AssignmentVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is not newer.</summary>
    public static bool operator <=(AssignmentVersion left, AssignmentVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is not older.</summary>
    public static bool operator >=(AssignmentVersion left, AssignmentVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(AssignmentVersion other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Number.CompareTo(other.Number);

    /// <summary><c>epoch.number</c>.</summary>
    public override string ToString() => $"{Epoch}.{Number}";
}
