using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Translation;
using Microsoft.Extensions.Logging;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;
using TopicPartition = Connect.Connectors.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>The thread of a sink's consumer.</summary>
/// <remarks>
/// <para>1. Subscribes. 2. Runs what the task's flow asked for. 3. Waits a little while the queue is full, then holds all partitions back. 4. Polls until a batch is full or
/// the client has nothing more; records go into the queue one by one, because a rebalance may come between two of them. 5. At the end leaves the group: unsubscribe first, as closing
/// alone may leave without a word.</para>
/// <para>Rebalances happen inside of a poll, on this thread; see the other half of the class. After a failure it polls no more, but stays a member for the task's last commit.</para>
/// </remarks>
internal sealed partial class ConsumerLoop
{
    /// <summary>Turns reading many records with one call on. Off by default until rebalances inside of such a call are tested as thoroughly as those between single reads.</summary>
    internal const string BatchReadSwitch = "Connect.Runtime.Kafka.BatchRead";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

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
    private readonly HashSet<KafkaTopicPartition> _outOfRange = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClosing;
    private bool _hasFailed;
    private long _lastRecovery;

    /// <summary>Creates the loop.</summary>
    /// <param name="config">What was asked.</param>
    /// <param name="translated">The same for the client.</param>
    /// <param name="topics">What is read.</param>
    /// <param name="queue">Where records and changes go.</param>
    /// <param name="commands">What the task's flow asks for.</param>
    /// <param name="context">What all clients of a worker share.</param>
    public ConsumerLoop(ClientConfig config, TranslatedConfig translated, TopicSelection topics, SinkQueue queue, ConsumerCommands commands, ClientContext context)
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
        _consumer = NativeClients.BuildConsumer(config.ClientId, translated, _reader.Fields, _monitor, new RebalanceHandlers(OnAssigned, OnRevoked, OnLost));
        _native = AppContext.TryGetSwitch(BatchReadSwitch, out var readsBatches) && readsBatches
            ? NativeRecordReader.TryCreate(context.Native, _consumer, translated.MaxPollRecords, _reader)
            : null;
        _offsets = new OffsetLookup(_consumer, translated, _time);
        _paused = new PausedPartitions(_consumer);
        _pattern = topics.Pattern is null ? null : new TopicPattern(topics, translated, _time);
        queue.Changed = commands.Wake;
    }

    /// <summary>Ends when the thread has ended and the group is left.</summary>
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
            // Nobody above this thread could take it: the task does, at its next read.
            Fail(new KafkaClientException($"Kafka client {_clientId} has failed: {e.Message}", KafkaErrorKind.Other, isFatal: true, innerException: e));
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
            var left = Patience - _time.GetElapsedTime(start);
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
    }

    private void PollOneByOne()
    {
        try
        {
            var timeout = PollInterval;
            while (_consumer.Consume(timeout) is { } result)
            {
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
        else if (!error.IsFatal && (kind is KafkaErrorKind.Transient or KafkaErrorKind.UnknownTopicOrPartition || error.Code == ErrorCode.Local_MaxPollExceeded))
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
            // An exception that left this thread would end the process.
            Log.LeaveFailed(_logger, _clientId, e);
        }
        finally
        {
            _consumer.Dispose();
            _monitor.Close();
        }
    }
}
