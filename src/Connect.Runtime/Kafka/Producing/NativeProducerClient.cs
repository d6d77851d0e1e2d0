using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Runtime.Kafka.Native;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>A producer of librdkafka's own, and the thread that reads its events.</summary>
/// <remarks>
/// <para>The thread sleeps in the library until there is an event: an idle client costs nothing. It also ends the client: the handle is destroyed where it is polled, after
/// the last call of <see cref="NativeRecordProducer"/>, which takes care that none comes later.</para>
/// <para>Somebody polls all the time, also while a transaction is committed: the library's calls that wait for deliveries need that.</para>
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
    private NativeRecordProducer _producer = null!;
    private bool _isClosing;
    private bool _isDestroyed;

    /// <summary>Creates the client. It connects at once, but its thread starts with <see cref="Start"/>.</summary>
    /// <param name="api">The library.</param>
    /// <param name="clientId">The client's id.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="monitor">Hears of errors, log lines and statistics.</param>
    /// <exception cref="ConfigException">The library does not take the configuration.</exception>
    public NativeProducerClient(NativeClientApi api, string clientId, TranslatedConfig config, ConnectionMonitor monitor)
    {
        _api = api;
        _clientId = clientId;
        _monitor = monitor;
        _client = api.NewProducer(clientId, NativeClients.WithStatistics(config));
        _queue = api.MainQueue(_client);
    }

    /// <summary>The client's handle, valid until <see cref="CloseAsync"/> is called.</summary>
    public nint Handle => _client;

    /// <summary>The library.</summary>
    public NativeClientApi Api => _api;

    /// <summary>Starts the thread.</summary>
    /// <param name="producer">Hears of reports and of a fatal error.</param>
    /// <param name="asksForCluster">Whether to ask for the cluster now: an idempotent producer gets its id with the answer, and not half a second later.</param>
    public void Start(NativeRecordProducer producer, bool asksForCluster)
    {
        _producer = producer;
        if (asksForCluster)
            _api.DescribeCluster(_client, 0, _queue);
        new Thread(Run) { IsBackground = true, Name = _clientId }.Start();
    }

    /// <summary>Finds or makes a topic's handle.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="error">Why there is none.</param>
    /// <returns>0 for a name that the library does not take.</returns>
    public nint TopicOf(string topic, out Error? error)
    {
        error = null;
        if (_topics.TryGetValue(topic, out var handle))
            return handle;
        handle = _api.NewTopic(_client, topic);
        if (handle == 0)
            error = new Error((ErrorCode)_api.LastError());
        else
            _topics[topic] = handle;
        return handle;
    }

    /// <summary>Ends the client. No other call may come.</summary>
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
            Tell(_api.Poll(_queue, Timeout.Infinite));

        // What has arrived by now is told; the rest has no result.
        while (_api.Poll(_queue, 0) is not 0 and var last)
            Tell(last);
        lock (_lock)
            _isDestroyed = true;
        _api.DestroyQueue(_queue);
        foreach (var topic in _topics.Values)
            _api.DestroyTopic(topic);
        _api.Destroy(_client);
        _monitor.Close();
        _producer.FailAll();
        _ended.TrySetResult();
    }

    private void Tell(nint @event)
    {
        if (@event == 0)
            return;
        switch ((NativeEvents)_api.EventKind(@event))
        {
            case NativeEvents.Deliveries:
                TellDeliveries(@event);
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

        // It owns the records of a report: their memory ends here.
        _api.DestroyEvent(@event);
    }

    private void TellDeliveries(nint @event)
    {
        var messages = stackalloc NativeMessage*[ReportsAtOnce];
        while (_api.EventMessages(@event, messages, ReportsAtOnce) is not 0 and var count)
            _producer.Complete(new ReadOnlySpan<nint>(messages, (int)count));
    }

    private void Report(Error error)
    {
        _monitor.Report(error);
        if (_monitor.Fatal is not null)
            _producer.NoticeFailure();
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
