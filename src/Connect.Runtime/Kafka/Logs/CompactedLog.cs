using Connect.Connectors;

namespace Connect.Runtime.Kafka.Logs;

/// <summary>A compacted topic of a real Kafka.</summary>
/// <param name="topic">The topic.</param>
/// <param name="reader">Reads it.</param>
/// <param name="positions">How far that is.</param>
/// <param name="producer">Writes to it.</param>
/// <param name="admin">Looks for its end; belongs to the log.</param>
/// <param name="time">The clock.</param>
internal sealed class CompactedLog(
    string topic, LogReader reader, LogPositions positions, LogProducer producer, IKafkaAdmin admin, TimeProvider time) : ICompactedLog
{
    private static readonly TimeSpan LookupTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookupPause = TimeSpan.FromMilliseconds(200);

    /// <summary>How long places are waited for before the end is asked for: the topic may have been deleted and made anew meanwhile.</summary>
    private static readonly TimeSpan PlacePatience = TimeSpan.FromSeconds(2);

    private TopicPartition[] _partitions = [];
    private int _isClosed;

    /// <inheritdoc/>
    public string Topic => topic;

    /// <inheritdoc/>
    public event Action? Missing
    {
        add => reader.Missing += value;
        remove => reader.Missing -= value;
    }

    /// <inheritdoc/>
    public event Action? Restarted
    {
        add => reader.Restarted += value;
        remove => reader.Restarted -= value;
    }

    /// <inheritdoc/>
    public bool IsAtomic => producer.IsAtomic;

    /// <inheritdoc/>
    public async Task StartAsync(Action<LogRecord> handler, CancellationToken cancellationToken)
    {
        if (_partitions.Length == 0)
        {
            var count = await CountPartitionsAsync(cancellationToken).ConfigureAwait(false);
            reader.Start(count, handler);
            _partitions = [.. Enumerable.Range(0, count).Select(partition => new TopicPartition(topic, partition))];
        }

        await ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task ReadToEndAsync(CancellationToken cancellationToken)
    {
        var ends = await ReadEndsAsync(cancellationToken).ConfigureAwait(false);
        await positions.WaitAsync(ends.ToDictionary(end => end.Key.Partition, end => end.Value), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task ReadToAsync(IReadOnlyList<(TopicPartition Partition, long Offset)> places, CancellationToken cancellationToken)
    {
        var next = places.Where(place => place.Partition.Topic == topic).GroupBy(place => place.Partition.Partition)
            .ToDictionary(partition => partition.Key, partition => partition.Max(place => place.Offset) + 1);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await positions.WaitAsync(next, ending.Token).WaitAsync(PlacePatience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken) => producer.WriteAsync(entries, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
            return;
        await reader.DisposeAsync().ConfigureAwait(false);
        await producer.DisposeAsync().ConfigureAwait(false);
        await admin.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The ends with records of open transactions: an answer that left those out would not wait for what is committed next.</summary>
    private async Task<IReadOnlyDictionary<TopicPartition, long>> ReadEndsAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await admin.ListEndOffsetsAsync(_partitions, readCommitted: false, cancellationToken).ConfigureAwait(false);
            }
            catch (KafkaClientException e) when (_isClosed == 0 && (e.IsTransient || MayAppear(e, start)))
            {
                // An outage is not the end of a log. The administrator has waited itself, and shows the outage.
                await Task.Delay(LookupPause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether a broker may not know a new topic yet.</summary>
    private bool MayAppear(KafkaClientException exception, long start) =>
        exception.Kind == KafkaErrorKind.UnknownTopicOrPartition && time.GetElapsedTime(start) < LookupTime;

    private async Task<int> CountPartitionsAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var found = await admin.DescribeTopicsAsync([topic], cancellationToken).ConfigureAwait(false);
            if (found.TryGetValue(topic, out var description))
                return description.Partitions;
            if (time.GetElapsedTime(start) > LookupTime)
            {
                throw new KafkaClientException(
                    $"Could not look up partition metadata for offset backing store topic in allotted period. This could indicate a connectivity "
                        + "issue, unavailable topic partitions, or if this is "
                    + $"your first use of the topic it may have taken too long to create. The topic is {topic}.",
                    KafkaErrorKind.UnknownTopicOrPartition);
            }

            await Task.Delay(LookupPause, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
