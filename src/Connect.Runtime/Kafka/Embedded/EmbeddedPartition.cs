namespace Connect.Runtime.Kafka.Embedded;

/// <summary>What one partition of the embedded broker has received, and how far it was read.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class EmbeddedPartition
{
    private const long StepBytes = 32 << 10;
    private const long KeptBytes = 8L << 20;

    // The end of a run of records of about StepBytes, and the bytes written up to there.
    private readonly Queue<(long NextOffset, long Bytes)> _steps = new();
    private readonly Dictionary<string, (long NextOffset, long Bytes)> _readers = new(StringComparer.Ordinal);
    private long _lastStep;
    private long _forgotten;

    /// <summary>All bytes written so far.</summary>
    public long Written { get; private set; }

    /// <summary>Whether a group reads it.</summary>
    public bool HasReaders => _readers.Count > 0;

    /// <summary>Whether a warning was given that nobody reads it.</summary>
    public bool IsWarned { get; set; }

    /// <summary>Adds a record.</summary>
    /// <param name="offset">Its offset.</param>
    /// <param name="bytes">Its bytes in the log, roughly.</param>
    public void Add(long offset, long bytes)
    {
        Written += bytes;
        if (Written - _lastStep < StepBytes)
            return;
        _lastStep = Written;
        _steps.Enqueue((offset + 1, Written));
        while (_steps.Peek().Bytes < Written - KeptBytes)
            _forgotten = _steps.Dequeue().Bytes;
    }

    /// <summary>Sets how far a group has read.</summary>
    /// <param name="group">The group.</param>
    /// <param name="nextOffset">The offset of the next record that it reads.</param>
    public void SetPosition(string group, long nextOffset)
    {
        var bytes = _readers.TryGetValue(group, out var reader) && nextOffset >= reader.NextOffset ? Math.Max(reader.Bytes, _forgotten) : _forgotten;
        foreach (var step in _steps)
        {
            if (step.NextOffset > nextOffset)
                break;
            bytes = Math.Max(bytes, step.Bytes);
        }

        _readers[group] = (nextOffset, bytes);
        DropReadSteps();
    }

    /// <summary>Forgets a group.</summary>
    /// <param name="group">The group.</param>
    public void Remove(string group) => _readers.Remove(group);

    /// <summary>Finds the group that is furthest behind.</summary>
    /// <returns>The group and its bytes to read; null if nobody reads.</returns>
    public (string Group, long Bytes)? FindSlowest()
    {
        (string, long)? slowest = null;
        foreach (var (group, reader) in _readers)
        {
            if (slowest is not { } known || Written - reader.Bytes > known.Item2)
                slowest = (group, Written - reader.Bytes);
        }

        return slowest;
    }

    private void DropReadSteps()
    {
        var least = long.MaxValue;
        foreach (var reader in _readers.Values)
            least = Math.Min(least, reader.NextOffset);
        while (_steps.TryPeek(out var step) && step.NextOffset <= least && _steps.Count > 1)
            _forgotten = _steps.Dequeue().Bytes;
    }
}
