using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Embedded;
using Connect.Runtime.Kafka.Translation;
using TopicPartition = Connect.Connectors.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>The task's side of a sink's consumer. The other side is <see cref="ConsumerLoop"/>; <see cref="SinkQueue"/> connects them.</summary>
internal sealed class SinkConsumer : ISinkConsumer
{
    private const long QueueBytes = 2L << 20;

    private readonly ConsumerCommands _commands = new();
    private readonly SinkQueue _queue;
    private readonly ConsumerLoop _loop;
    private readonly ClientContext _context;
    private readonly EmbeddedReader? _embedded;
    private int _isStarted;
    private volatile bool _isAbandoned;

    /// <summary>Creates the consumer.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="translated">The same, translated for the client.</param>
    /// <param name="topics">The topics to read.</param>
    /// <param name="context">Shared by all clients of a worker.</param>
    /// <param name="embedded">The embedded broker; null for a real one.</param>
    public SinkConsumer(ClientConfig config, TranslatedConfig translated, TopicSelection topics, ClientContext context, EmbeddedBroker? embedded)
    {
        _context = context;
        _queue = new SinkQueue(translated.MaxPollRecords, QueueBytes);
        _loop = new ConsumerLoop(config, translated, topics, _queue, _commands, context);
        if (embedded is null)
            return;
        _embedded = new EmbeddedReader(embedded.Usage, config.GroupId ?? "");
        foreach (var topic in topics.Names)
            embedded.EnsureTopic(topic);
    }

    /// <inheritdoc/>
    public BrokerConnection Connection => _context.Monitor.Current;

    /// <inheritdoc/>
    public long? FindEnd(TopicPartition partition) => _loop.FindEnd(new(partition.Topic, partition.Partition));

    /// <inheritdoc/>
    public long? FindReached(TopicPartition partition) => _loop.FindReached(partition);

    /// <inheritdoc/>
    public void Start()
    {
        if (Interlocked.Exchange(ref _isStarted, 1) == 0)
            _loop.Start();
    }

    /// <inheritdoc/>
    public bool TryRead([NotNullWhen(true)] out SinkConsumerEvent? next)
    {
        var found = _queue.TryRead(out next);
        _embedded?.Note(next);
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> WaitToReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var ready = _queue.WaitToReadAsync();
        if (ready.IsCompleted)
            return true;
        try
        {
            await ready.WaitAsync(timeout, _context.Time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask SeekAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _commands.Post(() =>
        {
            try
            {
                _loop.Seek(Theirs(offsets));
                done.TrySetResult();
            }
            catch (KafkaException e)
            {
                done.TrySetException(KafkaErrors.Exception("The consumer could not seek", e.Error, e));
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        });
        await Task.WhenAny(done.Task, _loop.Ended).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!done.Task.IsCompleted)
            throw new KafkaClientException("The consumer was closed before it could seek", KafkaErrorKind.Closed);
        await done.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Hold(DeliveryHold hold) => _queue.Hold(hold);

    /// <inheritdoc/>
    public Task CommitAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        // Lost partitions have a new owner, whose progress an older offset would undo.
        var ours = offsets.Where(entry => !_queue.IsLeaving(entry.Key, isGone: true)).ToDictionary();
        return ours.Count == 0
            ? Task.CompletedTask
            // The client's commit blocks while the group's coordinator is unreachable, so it runs on its own thread.
            : Task.Factory.StartNew(() => Commit(ours), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        _loop.Close();
        Start();
        _embedded?.Close();
        await _loop.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Abandon()
    {
        _isAbandoned = true;
        _loop.Close();
        Start();
        _embedded?.Close();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CloseAsync(CancellationToken.None).ConfigureAwait(false);

    private static IEnumerable<TopicPartitionOffset> Theirs(IReadOnlyDictionary<TopicPartition, long> offsets)
        => offsets.Select(entry => new TopicPartitionOffset(entry.Key.Topic, entry.Key.Partition, entry.Value));

    private void Commit(IReadOnlyDictionary<TopicPartition, long> offsets)
    {
        if (_isAbandoned)
            throw new KafkaClientException("The consumer was abandoned before the commit", KafkaErrorKind.Closed);
        try
        {
            _loop.Commit(Theirs(offsets));
            _context.Monitor.Succeed();
        }
        catch (KafkaException e)
        {
            throw KafkaErrors.Exception($"The offsets of {string.Join(", ", offsets.Keys)} were not committed", OffsetLookup.ErrorOf(e), e);
        }
        catch (ObjectDisposedException e)
        {
            throw new KafkaClientException("The consumer was closed before the commit", KafkaErrorKind.Closed, innerException: e);
        }
    }
}
