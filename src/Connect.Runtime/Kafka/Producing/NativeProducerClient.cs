using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Native;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>A librdkafka producer, and the thread that reads its events. Serves one task, or several tasks with equal settings.</summary>
/// <remarks>
/// <para>The thread sleeps in the library until there is an event, so an idle client costs nothing. It also destroys the handle, after the last
/// producer has left; each <see cref="NativeRecordProducer"/> ensures that it makes no call after leaving.</para>
/// <para>A record's opaque is the number of its producer here, in the upper half, and the number of its delivery there, in the lower half. A
/// producer's number is reused when it has left and all its records were reported.</para>
/// <para>The thread polls all the time, also during a transaction's commit: the library's calls that wait for deliveries need this.</para>
/// </remarks>
internal sealed unsafe class NativeProducerClient
{
    private const int ReportsAtOnce = 256;

    private readonly NativeClientApi _api;
    private readonly string _clientId;
    private readonly ConnectionMonitor _monitor;
    private readonly nint _client;
    private readonly nint _queue;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, nint> _topics = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NativeRecordProducer?[] _producers = new NativeRecordProducer?[1];
    private long _leftRecords;
    private long _leftBytes;
    private bool _isClosing;
    private bool _isDestroyed;

    /// <summary>Creates the client, which connects immediately, and starts its thread.</summary>
    /// <param name="api">The library.</param>
    /// <param name="clientId">The client's id.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="monitor">Receives errors, log lines and statistics.</param>
    /// <param name="isShared">Whether several tasks may use it.</param>
    /// <exception cref="ConfigException">The library does not accept the configuration.</exception>
    public NativeProducerClient(NativeClientApi api, string clientId, TranslatedConfig config, ConnectionMonitor monitor, bool isShared)
    {
        _api = api;
        _clientId = clientId;
        _monitor = monitor;
        IsShared = isShared;
        _client = api.NewProducer(clientId, NativeClients.WithStatistics(config));
        _queue = api.MainQueue(_client);

        // Request metadata now: an idempotent producer gets its id with the response, instead of half a second later.
        if (config.Entries.GetValueOrDefault("enable.idempotence") == "true")
            api.DescribeCluster(_client, 0, _queue);
        new Thread(Run) { IsBackground = true, Name = clientId }.Start();
    }

    /// <summary>Whether several tasks may use the client.</summary>
    public bool IsShared { get; }

    /// <summary>Observes the client.</summary>
    public ConnectionMonitor Monitor => _monitor;

    /// <summary>How many producers use the client. For <see cref="ProducerClients"/>, under its lock.</summary>
    public int Users { get; set; }

    /// <summary>How many records of producers that have left were not reported yet.</summary>
    public long LeftRecords => Interlocked.Read(ref _leftRecords);

    /// <summary>The bytes of these records; an upper bound.</summary>
    public long LeftBytes => Interlocked.Read(ref _leftBytes);

    /// <summary>The client's handle, valid until <see cref="CloseAsync"/> is called.</summary>
    public nint Handle => _client;

    /// <summary>The library.</summary>
    public NativeClientApi Api => _api;

    /// <summary>Adds a producer.</summary>
    /// <param name="producer">Receives the reports of its records, and fatal errors.</param>
    /// <returns>Its number.</returns>
    public int Attach(NativeRecordProducer producer)
    {
        lock (_lock)
        {
            var number = Array.IndexOf(_producers, null);
            if (number < 0)
            {
                number = _producers.Length;
                var larger = new NativeRecordProducer?[number * 2];
                _producers.CopyTo(larger, 0);
                Volatile.Write(ref _producers, larger);
            }

            _producers[number] = producer;
            return number;
        }
    }

    /// <summary>Removes a producer that has left. No report of it may follow.</summary>
    /// <param name="number">Its number.</param>
    public void Detach(int number)
    {
        lock (_lock)
            _producers[number] = null;
    }

    /// <summary>Whether a task has left, and not all its records were reported: the task that follows it should use this client, too, so that records
    /// keep their order.</summary>
    /// <param name="use">The task.</param>
    public bool HasLeftRecordsOf(ClientUse? use)
    {
        if (LeftRecords == 0)
            return false;
        lock (_lock)
            return Array.Exists(_producers, producer => producer is { HasLeft: true } && producer.Use == use);
    }

    /// <summary>Counts records of producers that have left.</summary>
    /// <param name="records">The number of records, negative when they were reported.</param>
    /// <param name="bytes">Their bytes.</param>
    public void CountLeft(int records, long bytes)
    {
        Interlocked.Add(ref _leftRecords, records);
        Interlocked.Add(ref _leftBytes, bytes);
    }

    /// <summary>Finds or creates a topic's handle.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="error">Why there is none.</param>
    /// <returns>0 for a name that the library does not accept.</returns>
    public nint TopicOf(string topic, out Error? error)
    {
        error = null;
        if (_topics.TryGetValue(topic, out var handle))
            return handle;
        lock (_lock)
        {
            if (_topics.TryGetValue(topic, out handle))
                return handle;
            handle = _api.NewTopic(_client, topic);
            if (handle == 0)
                error = new Error((ErrorCode)_api.LastError());
            else
                _topics[topic] = handle;
            return handle;
        }
    }

    /// <summary>Ends the client. No other call may follow.</summary>
    /// <returns>Completes when the thread has ended.</returns>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _isClosing = true;
            if (!_isDestroyed)
                _api.Yield(_queue);
        }

        return _ended.Task;
    }

    private void Run()
    {
        while (!Volatile.Read(ref _isClosing))
            HandleEvent(_api.Poll(_queue, Timeout.Infinite));

        // Report the results that have arrived; the other records get none.
        while (_api.Poll(_queue, 0) is not 0 and var last)
            HandleEvent(last);
        lock (_lock)
            _isDestroyed = true;
        _api.DestroyQueue(_queue);
        foreach (var topic in _topics.Values)
            _api.DestroyTopic(topic);
        _api.Destroy(_client);
        _monitor.Close();
        foreach (var producer in Volatile.Read(ref _producers))
            producer?.FailAll();
        _ended.TrySetResult();
    }

    private void HandleEvent(nint @event)
    {
        if (@event == 0)
            return;
        switch ((NativeEvents)_api.EventKind(@event))
        {
            case NativeEvents.Deliveries:
                HandleDeliveries(@event);
                break;
            case NativeEvents.Error:
                Report(new Error((ErrorCode)_api.EventError(@event), Text(_api.EventErrorText(@event)), _api.EventErrorIsFatal(@event) != 0));
                break;
            case NativeEvents.Log:
                WriteLog(@event);
                break;
            case NativeEvents.Statistics:
                _monitor.Read(Text(_api.EventStatistics(@event)));
                break;
        }

        // The event owns its delivery reports: this frees their memory.
        _api.DestroyEvent(@event);
    }

    private void HandleDeliveries(nint @event)
    {
        var messages = stackalloc NativeMessage*[ReportsAtOnce];
        while (_api.EventMessages(@event, messages, ReportsAtOnce) is not 0 and var count)
            Distribute(new ReadOnlySpan<nint>(messages, (int)count));
    }

    private void Distribute(ReadOnlySpan<nint> messages)
    {
        while (messages.Length > 0)
        {
            var producer = ProducerOf(messages[0]);
            var count = 1;
            while (count < messages.Length && ProducerOf(messages[count]) == producer)
                count++;
            Volatile.Read(ref _producers)[producer]!.Complete(messages[..count]);
            messages = messages[count..];
        }
    }

    /// <summary>Without sharing, and so in a process of 32 bits, the number is 0.</summary>
    private static int ProducerOf(nint message) => (int)((long)((NativeMessage*)message)->Number >> 32);

    private void Report(Error error)
    {
        _monitor.Report(error);
        if (_monitor.Fatal is null)
            return;
        foreach (var producer in Volatile.Read(ref _producers))
            producer?.NoticeFailure(this);
    }

    private void WriteLog(nint @event)
    {
        nint facility;
        nint text;
        int level;
        if (_api.EventLog(@event, &facility, &text, &level) == 0)
            _monitor.Write(new LogMessage(_clientId, (SyslogLevel)level, Text(facility), Text(text)));
    }

    private static string Text(nint utf8) => Marshal.PtrToStringUTF8(utf8) ?? "";
}
