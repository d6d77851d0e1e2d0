namespace Connect.Runtime;

/// <summary>Names one task of one connector.</summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="Task">The task's number within the connector, from 0.</param>
public readonly record struct ConnectorTaskId(string Connector, int Task) : IComparable<ConnectorTaskId>
{
    /// <inheritdoc/>
    public int CompareTo(ConnectorTaskId other)
    {
        var byName = string.CompareOrdinal(Connector, other.Connector);
        return byName != 0 ? byName : Task.CompareTo(other.Task);
    }

    /// <summary>Whether the left one comes first: by name, then by number.</summary>
    public static bool operator <(ConnectorTaskId left, ConnectorTaskId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the right one comes first: by name, then by number.</summary>
    public static bool operator >(ConnectorTaskId left, ConnectorTaskId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come later.</summary>
    public static bool operator <=(ConnectorTaskId left, ConnectorTaskId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the right one does not come later.</summary>
    public static bool operator >=(ConnectorTaskId left, ConnectorTaskId right) => left.CompareTo(right) >= 0;

    /// <summary><c>name-0</c>, as logs and traces show it.</summary>
    public override string ToString() => $"{Connector}-{Task}";
}
