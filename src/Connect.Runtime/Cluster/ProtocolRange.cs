namespace Connect.Runtime.Cluster;

/// <summary>The range of protocol versions of the coordination records that a worker can read and write.</summary>
/// <param name="Min">The oldest.</param>
/// <param name="Max">The newest.</param>
internal readonly record struct ProtocolRange(int Min, int Max)
{
    /// <summary>The versions that this library supports: 1 lists each item separately, 2 lists the tasks of a connector together.</summary>
    public static ProtocolRange Known => new(1, 2);

    /// <summary>Whether the range contains a version.</summary>
    /// <param name="version">The version.</param>
    public bool Contains(int version) => version >= Min && version <= Max;
}
