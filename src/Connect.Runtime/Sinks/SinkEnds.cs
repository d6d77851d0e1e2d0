using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Sinks;

/// <summary>Knows when a sink task with <c>run.to.end</c> has reached the ends that its topics had when it started.</summary>
/// <remarks>
/// <para>A partition is at its end when a record at or after the end was read, or when the consumer's position has reached the end: the last
/// offsets of a partition may be transaction markers, which are not records.</para>
/// <para>Partitions may move between tasks. Each task lists the partitions that it has finished; the connector has finished when all are listed
/// (<see cref="FinishedNote"/>).</para>
/// <para>Used only by the task's loop.</para>
/// </remarks>
/// <param name="task">The task.</param>
/// <param name="generation">The generation of its configuration.</param>
/// <param name="topics">The topics that it reads.</param>
/// <param name="consumer">The task's consumer.</param>
/// <param name="tracker">Knows the assigned partitions.</param>
/// <param name="createAdmin">Creates the admin client that reads the ends.</param>
/// <param name="time">The clock.</param>
internal sealed class SinkEnds(
    ConnectorTaskId task, long generation, IReadOnlyCollection<string> topics, ISinkConsumer consumer, SinkOffsetTracker tracker,
    Func<IKafkaAdmin> createAdmin, TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private readonly HashSet<TopicPartition> _reached = [];
    private readonly HashSet<TopicPartition> _finished = [];
    private readonly List<TopicPartition> _observed = [];
    private IReadOnlyDictionary<TopicPartition, long> _ends = new Dictionary<TopicPartition, long>();
    private bool _isAssigned;
    private (DeliveryHold Paused, DeliveryHold Hold)? _hold;

    /// <summary>Reads the ends from Kafka. Retries while a broker is temporarily unreachable.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">A topic does not exist.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var admin = createAdmin();
        await using (admin.ConfigureAwait(false))
        {
            while (true)
            {
                try
                {
                    _ends = await FindEndsAsync(admin, cancellationToken).ConfigureAwait(false);
                    return;
                }
                catch (KafkaClientException e) when (e.IsTransient)
                {
                    await Task.Delay(AskAgain, time, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Records that partitions were assigned, perhaps none.</summary>
    public void Assigned() => _isAssigned = true;

    /// <summary>Records that partitions are read from another offset, or by another task.</summary>
    public void Forget(IEnumerable<TopicPartition> partitions)
    {
        _reached.ExceptWith(partitions);
        _observed.Clear();
        _hold = null;
    }

    /// <summary>Checks how far the consumer has read. Call it before the task asks for the consumer's next event.</summary>
    public void Observe()
    {
        _observed.Clear();
        foreach (var partition in tracker.Assignment)
        {
            if (!_reached.Contains(partition) && IsAtEnd(partition))
                _observed.Add(partition);
        }
    }

    /// <summary>Confirms what was observed: the consumer had no further event, so the task has every record before the end.</summary>
    /// <param name="held">The partitions that were held back in the meantime.</param>
    public void Confirm(DeliveryHold held)
    {
        foreach (var partition in _observed.Where(partition => !held.Includes(partition)))
        {
            _reached.Add(partition);
            _hold = null;
        }
    }

    /// <summary>Adds the partitions at their end to those that are held back.</summary>
    /// <param name="paused">The partitions that the connector's task has paused.</param>
    public DeliveryHold Hold(DeliveryHold paused)
    {
        if (_hold is not { } known || !ReferenceEquals(known.Paused, paused))
            _hold = known = (paused, paused.HoldsAll || _reached.Count == 0 ? paused : DeliveryHold.Of([.. _reached.Union(paused.Partitions)]));
        return known.Hold;
    }

    /// <summary>Whether every assigned partition is at its end.</summary>
    public bool IsReached => _isAssigned && tracker.Assignment.All(_reached.Contains);

    /// <summary>Records that everything that was read is committed.</summary>
    /// <returns>The trace of the task's status.</returns>
    public string Finish()
    {
        _finished.UnionWith(tracker.Assignment);
        return FinishedNote.OfSink(generation, _ends.Count, _finished);
    }

    private bool IsAtEnd(TopicPartition partition) =>
        !_ends.TryGetValue(partition, out var end) || tracker.ReadOf(partition) >= end || consumer.FindReached(partition) >= end;

    private async Task<IReadOnlyDictionary<TopicPartition, long>> FindEndsAsync(IKafkaAdmin admin, CancellationToken cancellationToken)
    {
        var known = await admin.DescribeTopicsAsync(topics, cancellationToken).ConfigureAwait(false);
        if (topics.FirstOrDefault(topic => !known.ContainsKey(topic)) is { } missing)
        {
            throw new ConnectException(
                $"Topic '{missing}' does not exist, so task {task} cannot know its end (run.to.end). Create the topic or correct 'topics', then "
                    + "restart the task.");
        }

        TopicPartition[] partitions =
            [.. known.Values.SelectMany(topic => Enumerable.Range(0, topic.Partitions).Select(number => new TopicPartition(topic.Name, number)))];
        return await admin.ListEndOffsetsAsync(partitions, readCommitted: false, cancellationToken).ConfigureAwait(false);
    }
}
