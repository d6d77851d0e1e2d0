using Connect.Connectors;

namespace Connect.Runtime.Tests.Sinks.Schedules;

/// <summary>A partition as the broker, its group and all of its readers see it.</summary>
internal sealed class PartitionModel(TopicPartition id)
{
    private readonly HashSet<long> _delivered = [];

    public TopicPartition Id => id;

    /// <summary>Whether the group has given it to the task's consumer.</summary>
    public bool IsOurs
    {
        get;
        set
        {
            field = value;
            Epoch++;
        }
    }

    /// <summary>Counts how often it has come and gone.</summary>
    public int Epoch { get; private set; }

    /// <summary>The end of its records.</summary>
    public long End { get; set; }

    /// <summary>Where the client reads next.</summary>
    public long Position { get; set; }

    /// <summary>What the group has committed.</summary>
    public long Committed { get; private set; }

    /// <summary>Notes that records were put, or left out because the task asked for it.</summary>
    public void Deliver(long first, long end)
    {
        for (var offset = first; offset < end; offset++)
            _delivered.Add(offset);
    }

    /// <summary>Commits.</summary>
    /// <returns>The first record that nobody will ever read; null when there is none.</returns>
    public long? Commit(long offset)
    {
        Committed = offset;
        for (long i = 0; i < offset; i++)
        {
            if (!_delivered.Contains(i))
                return i;
        }

        return null;
    }

    /// <summary>Another member of the group reads on, while the partition is not ours.</summary>
    public void ReadByOthers(int count)
    {
        var end = Math.Min(End, Committed + count);
        Deliver(Committed, end);
        Commit(Math.Max(Committed, end));
    }
}
