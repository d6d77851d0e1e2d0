using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Translation;
using Microsoft.Extensions.Logging;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;
using TopicPartition = Connect.Connectors.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>The thread of a sink's consumer.</summary>
/// <remarks>
/// <para>1. Subscribes. 2. Runs the task's commands. 3. If the queue is full, waits a little, then pauses all partitions. 4. Polls until a batch is
/// full or the client has no more records; adds records to the queue one by one, because a rebalance may happen between two of them. 5. At the end,
/// leaves the group: unsubscribes first, because closing alone may leave without notifying the group.</para>
/// <para>Rebalances happen inside a poll, on this thread; see the other part of the class. After a failure it stops polling, but stays a member for
/// the task's last commit.</para>
/// </remarks>
internal sealed partial class ConsumerLoop
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FullQueueWait = TimeSpan.FromSeconds(1);

    private readonly string _clientId;
    private readonly TopicSelection _topics;
    private readonly TranslatedConfig _config;
    private readonly SinkQueue _queue;
    private readonly ConsumerCommands _commands;
    private readonly ConnectionMonitor _monitor;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly ConsumeResultReader _reader;
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly NativeRecordReader? _native;
    private readonly OffsetLookup _offsets;
    private readonly PausedPartitions _paused;
    private readonly TopicPattern? _pattern;
    private readonly AssignmentChanges _changes;
    private readonly PartitionPositions _positions = new();
    private readonly ReachedEnds _ends = new();
    private readonly HashSet<KafkaTopicPartition> _outOfRange = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClosing;
    private bool _hasFailed;
    private long _lastRecovery;

    /// <summary>Creates the loop.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="translated">The same, translated for the client.</param>
    /// <param name="topics">The topics to read.</param>
    /// <param name="queue">Receives records and changes.</param>
    /// <param name="commands">The commands of the task's loop.</param>
    /// <param name="context">Shared by all clients of a worker.</param>
    public ConsumerLoop(
        ClientConfig config, TranslatedConfig translated, TopicSelection topics, SinkQueue queue, ConsumerCommands commands, ClientContext context)
    {
        _clientId = config.ClientId;
        _topics = topics;
        _config = translated;
        _queue = queue;
        _commands = commands;
        _monitor = context.Monitor;
        _logger = context.Logger;
        _time = context.Time;
        _reader = new ConsumeResultReader(topics);
        _changes = new AssignmentChanges(_clientId, queue, commands, translated.MaxPollInterval * 0.9, _logger, _time);
        _consumer = NativeClients.BuildConsumer(
            config.ClientId, translated, _reader.Fields, _monitor, new RebalanceHandlers(OnAssigned, OnRevoked, OnLost));
        _native = NativeRecordReader.TryCreate(context.Native, _consumer, translated.MaxPollRecords, _reader);
        _offsets = new OffsetLookup(_consumer, translated, _time);
        _paused = new PausedPartitions(_consumer);
        _pattern = topics.Pattern is null ? null : new TopicPattern(topics, translated, _time);
        queue.Changed = commands.Wake;
    }

    /// <summary>Completes when the thread has ended and left the group.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Starts the thread.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = _clientId }.Start();

    /// <summary>Asks the thread to end.</summary>
    public void Close()
    {
        _isClosing = true;
        _changes.Close();
    }

    /// <summary>Commits offsets. It blocks, may be called from any thread, and needs no poll.</summary>
    /// <param name="offsets">For each partition the offset of the next record.</param>
    /// <exception cref="KafkaException">Not all were committed.</exception>
    public void Commit(IEnumerable<TopicPartitionOffset> offsets) => _consumer.Commit(offsets);

    /// <summary>The end of a partition as of the last fetch; null if it is not known, or the consumer is closed. Thread-safe.</summary>
    public long? FindEnd(KafkaTopicPartition partition)
    {
        if (_isClosing)
            return null;
        try
        {
            return _consumer.GetWatermarkOffsets(partition).High is { IsSpecial: false } end ? end.Value : null;
        }
        catch (Exception e) when (e is KafkaException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>See <see cref="ISinkConsumer.FindReached"/>.</summary>
    public long? FindReached(TopicPartition partition) => _ends.Find(partition);

    private void Run()
    {
        try
        {
            if (_pattern is null && !_isClosing)
                _consumer.Subscribe(_topics.Names);
            while (!_isClosing)
                RunOnce();
        }
        catch (Exception e)
        {
            // No code above this thread could handle it: the task gets the exception at its next read.
            Fail(new KafkaClientException(
                $"Kafka client {_clientId} has failed: {e.Message}", KafkaErrorKind.Other, isFatal: true, innerException: e));
            WaitForClose();
        }
        finally
        {
            Leave();
            _commands.Run();
            _ended.TrySetResult();
        }
    }

    private void RunOnce()
    {
        _commands.Run();
        if (_monitor.Fatal is { } fatal)
            Fail(fatal);
        if (_hasFailed)
        {
            _commands.Wait(PollInterval);
            return;
        }

        if (_pattern?.Refresh(_consumer.Handle) is { } topics)
        {
            Log.TopicsMatched(_logger, _clientId, string.Join(", ", topics));
            _consumer.Subscribe(topics);
        }

        RecoverOffsets();
        Throttle();
        Poll();
    }

    private void WaitForClose()
    {
        while (!_isClosing)
        {
            _commands.Run();
            _commands.Wait(PollInterval);
        }
    }

    private void Throttle()
    {
        var start = _time.GetTimestamp();
        while (_queue.IsFull && !_isClosing && !_paused.HoldsBack)
        {
            var left = FullQueueWait - _time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                _paused.HoldBack(true);
                Log.HeldBack(_logger, _clientId, true);
                break;
            }

            _commands.Wait(left);
            _commands.Run();
        }

        if (_paused.HoldsBack && _queue.IsHalfEmpty)
        {
            _paused.HoldBack(false);
            Log.HeldBack(_logger, _clientId, false);
        }

        _paused.Apply(_queue.Held);
    }

    private void Poll()
    {
        if (_native is { } native)
            PollMany(native);
        else
            PollOneByOne();
        if (_queue.Flush())
            _monitor.Succeed();
        _ends.Publish();
    }

    private void PollOneByOne()
    {
        try
        {
            var timeout = PollInterval;
            while (_consumer.Consume(timeout) is { } result)
            {
                if (result.IsPartitionEOF)
                {
                    _ends.Reach(new KafkaTopicPartition(_reader.TopicOf(result.Topic), result.Partition), result.Offset.Value);
                    continue;
                }

                var record = _reader.Read(result);
                _positions.Advance(record);
                if (!_queue.Add(record))
                    break;
                timeout = TimeSpan.Zero;
            }
        }
        catch (ConsumeException e)
        {
            Handle(e.Error, PartitionOf(e), e);
        }
    }

    private void Handle(Error error, KafkaTopicPartition partition, ConsumeException? exception)
    {
        var kind = KafkaErrors.KindOf(error.Code);
        if (kind == KafkaErrorKind.OffsetOutOfRange && !error.IsFatal)
            _outOfRange.Add(partition);
        else if (kind == KafkaErrorKind.UnknownTopicOrPartition && !error.IsFatal)
            Log.TopicUnknown(_logger, _clientId, error.Reason);
        else if (!error.IsFatal && (kind is KafkaErrorKind.Transient || error.Code == ErrorCode.Local_MaxPollExceeded))
            _monitor.Report(error);
        else
            Fail(KafkaErrors.Exception($"Kafka client {_clientId} cannot read", error, exception));
    }

    private KafkaTopicPartition PartitionOf(ConsumeException exception)
    {
        var record = exception.ConsumerRecord;
        return new KafkaTopicPartition(_reader.TopicOf(record.Topic), record.Partition);
    }

    private void Fail(KafkaClientException failure)
    {
        if (_hasFailed || _isClosing)
            return;
        _hasFailed = true;
        Log.Failed(_logger, _clientId, failure);
        _queue.Fail(failure);
    }

    private void Leave()
    {
        _isClosing = true;
        try
        {
            _native?.Dispose();
            _consumer.Unsubscribe();
            _consumer.Close();
        }
        catch (Exception e)
        {
            // An unhandled exception on this thread would end the process.
            Log.LeaveFailed(_logger, _clientId, e);
        }
        finally
        {
            _consumer.Dispose();
            _monitor.Close();
        }
    }
}
