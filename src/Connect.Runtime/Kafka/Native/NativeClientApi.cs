using System.Runtime.InteropServices;
using System.Text;
using Connect.Configuration;

namespace Connect.Runtime.Kafka.Native;

/// <summary>librdkafka's functions for clients of our own, as plain function pointers: no delegate, no marshalling, fit for native
/// compilation.</summary>
/// <remarks>
/// <para>Such a client sets no callback. Reports, errors, log lines and statistics come as events on its queue, which one thread of ours reads. So
/// nothing in the library ever refers to an object of ours: there is no table to find one by and nothing to free after the client.</para>
/// <para>A library without one of the functions has no such clients; <see cref="Instance"/> is null then and Confluent.Kafka's are used.</para>
/// </remarks>
internal sealed unsafe class NativeClientApi
{
    /// <summary>The library copies a record's bytes.</summary>
    public const int CopyFlag = 0x2;

    private const int ErrorSize = 512;
    private const int LocalTimedOut = -185;
    private const string OwnPrefix = "dotnet.";

    private static readonly Lazy<NativeClientApi?> Loaded = new(TryLoad);

    private readonly delegate* unmanaged[Cdecl]<nint> _confNew;
    private readonly delegate* unmanaged[Cdecl]<nint, void> _confDestroy;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, nuint, int> _confSet;
    private readonly delegate* unmanaged[Cdecl]<nint, int, void> _confSetEvents;
    private readonly delegate* unmanaged[Cdecl]<int, nint, byte*, nuint, nint> _new;
    private readonly delegate* unmanaged[Cdecl]<nint, nint, int> _setLogQueue;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, nint, nint> _topicNew;
    private readonly delegate* unmanaged[Cdecl]<nint, nint> _headersNew;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, nint, byte*, nint, int> _headerAdd;
    private readonly delegate* unmanaged[Cdecl]<nint, nint> _errorString;
    private readonly delegate* unmanaged[Cdecl]<nint, int> _errorCode;
    private readonly delegate* unmanaged[Cdecl]<nint, void> _errorDestroy;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, nuint, int> _fatalError;
    private readonly delegate* unmanaged[Cdecl]<nint, int> _errorIsFatal;
    private readonly delegate* unmanaged[Cdecl]<nint, int> _errorIsRetriable;
    private readonly delegate* unmanaged[Cdecl]<nint, int, nint> _initTransactions;
    private readonly delegate* unmanaged[Cdecl]<nint, nint> _beginTransaction;
    private readonly delegate* unmanaged[Cdecl]<nint, int, nint> _commitTransaction;
    private readonly delegate* unmanaged[Cdecl]<nint, int, nint> _abortTransaction;

    private NativeClientApi(nint library)
    {
        _confNew = (delegate* unmanaged[Cdecl]<nint>)Find(library, "rd_kafka_conf_new");
        _confDestroy = (delegate* unmanaged[Cdecl]<nint, void>)Find(library, "rd_kafka_conf_destroy");
        _confSet = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, nuint, int>)Find(library, "rd_kafka_conf_set");
        _confSetEvents = (delegate* unmanaged[Cdecl]<nint, int, void>)Find(library, "rd_kafka_conf_set_events");
        _new = (delegate* unmanaged[Cdecl]<int, nint, byte*, nuint, nint>)Find(library, "rd_kafka_new");
        _setLogQueue = (delegate* unmanaged[Cdecl]<nint, nint, int>)Find(library, "rd_kafka_set_log_queue");
        _topicNew = (delegate* unmanaged[Cdecl]<nint, byte*, nint, nint>)Find(library, "rd_kafka_topic_new");
        _headersNew = (delegate* unmanaged[Cdecl]<nint, nint>)Find(library, "rd_kafka_headers_new");
        _headerAdd = (delegate* unmanaged[Cdecl]<nint, byte*, nint, byte*, nint, int>)Find(library, "rd_kafka_header_add");
        _errorString = (delegate* unmanaged[Cdecl]<nint, nint>)Find(library, "rd_kafka_error_string");
        _errorCode = (delegate* unmanaged[Cdecl]<nint, int>)Find(library, "rd_kafka_error_code");
        _errorDestroy = (delegate* unmanaged[Cdecl]<nint, void>)Find(library, "rd_kafka_error_destroy");
        _errorIsFatal = (delegate* unmanaged[Cdecl]<nint, int>)Find(library, "rd_kafka_error_is_fatal");
        _errorIsRetriable = (delegate* unmanaged[Cdecl]<nint, int>)Find(library, "rd_kafka_error_is_retriable");
        _initTransactions = (delegate* unmanaged[Cdecl]<nint, int, nint>)Find(library, "rd_kafka_init_transactions");
        _beginTransaction = (delegate* unmanaged[Cdecl]<nint, nint>)Find(library, "rd_kafka_begin_transaction");
        _commitTransaction = (delegate* unmanaged[Cdecl]<nint, int, nint>)Find(library, "rd_kafka_commit_transaction");
        _abortTransaction = (delegate* unmanaged[Cdecl]<nint, int, nint>)Find(library, "rd_kafka_abort_transaction");
        Destroy = (delegate* unmanaged[Cdecl]<nint, void>)Find(library, "rd_kafka_destroy");
        LastError = (delegate* unmanaged[Cdecl]<int>)Find(library, "rd_kafka_last_error");
        DestroyTopic = (delegate* unmanaged[Cdecl]<nint, void>)Find(library, "rd_kafka_topic_destroy");
        DestroyHeaders = (delegate* unmanaged[Cdecl]<nint, void>)Find(library, "rd_kafka_headers_destroy");
        ProduceBatch = (delegate* unmanaged[Cdecl]<nint, int, int, NativeMessage*, int, int>)Find(library, "rd_kafka_produce_batch");
        Produce = (delegate* unmanaged[Cdecl]<nint, NativeArgument*, nuint, nint>)Find(library, "rd_kafka_produceva");
        MainQueue = (delegate* unmanaged[Cdecl]<nint, nint>)Find(library, "rd_kafka_queue_get_main");
        DestroyQueue = (delegate* unmanaged[Cdecl]<nint, void>)Find(library, "rd_kafka_queue_destroy");
        Poll = (delegate* unmanaged[Cdecl]<nint, int, nint>)Find(library, "rd_kafka_queue_poll");
        Yield = (delegate* unmanaged[Cdecl]<nint, void>)Find(library, "rd_kafka_queue_yield");
        EventKind = (delegate* unmanaged[Cdecl]<nint, int>)Find(library, "rd_kafka_event_type");
        DestroyEvent = (delegate* unmanaged[Cdecl]<nint, void>)Find(library, "rd_kafka_event_destroy");
        EventMessages = (delegate* unmanaged[Cdecl]<nint, NativeMessage**, nuint, nuint>)Find(library, "rd_kafka_event_message_array");
        EventError = (delegate* unmanaged[Cdecl]<nint, int>)Find(library, "rd_kafka_event_error");
        EventErrorText = (delegate* unmanaged[Cdecl]<nint, nint>)Find(library, "rd_kafka_event_error_string");
        EventErrorIsFatal = (delegate* unmanaged[Cdecl]<nint, int>)Find(library, "rd_kafka_event_error_is_fatal");
        EventLog = (delegate* unmanaged[Cdecl]<nint, nint*, nint*, int*, int>)Find(library, "rd_kafka_event_log");
        EventStatistics = (delegate* unmanaged[Cdecl]<nint, nint>)Find(library, "rd_kafka_event_stats");
        MessageTimestamp = (delegate* unmanaged[Cdecl]<NativeMessage*, int*, long>)Find(library, "rd_kafka_message_timestamp");
        MessageHeaders = (delegate* unmanaged[Cdecl]<NativeMessage*, nint*, int>)Find(library, "rd_kafka_message_headers");
        HeaderAt = (delegate* unmanaged[Cdecl]<nint, nuint, byte**, byte**, nuint*, int>)Find(library, "rd_kafka_header_get_all");
        DestroyMessage = (delegate* unmanaged[Cdecl]<NativeMessage*, void>)Find(library, "rd_kafka_message_destroy");
        ConsumerQueue = (delegate* unmanaged[Cdecl]<nint, nint>)Find(library, "rd_kafka_queue_get_consumer");
        ConsumeBatch = (delegate* unmanaged[Cdecl]<nint, int, NativeMessage**, nuint, nint>)Find(library, "rd_kafka_consume_batch_queue");
        TopicName = (delegate* unmanaged[Cdecl]<nint, nint>)Find(library, "rd_kafka_topic_name");
        _fatalError = (delegate* unmanaged[Cdecl]<nint, byte*, nuint, int>)Find(library, "rd_kafka_fatal_error");
        DescribeCluster = (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)Find(library, "rd_kafka_DescribeCluster");
    }

    /// <summary>The functions; null where the library lacks one.</summary>
    public static NativeClientApi? Instance => Loaded.Value;

    /// <summary><c>rd_kafka_destroy</c>: ends a client. Queues and topics are destroyed before.</summary>
    public delegate* unmanaged[Cdecl]<nint, void> Destroy { get; }

    /// <summary><c>rd_kafka_last_error</c>: why the last call on this thread failed.</summary>
    public delegate* unmanaged[Cdecl]<int> LastError { get; }

    /// <summary><c>rd_kafka_topic_destroy</c>.</summary>
    public delegate* unmanaged[Cdecl]<nint, void> DestroyTopic { get; }

    /// <summary><c>rd_kafka_headers_destroy</c>, for a list that the library did not take.</summary>
    public delegate* unmanaged[Cdecl]<nint, void> DestroyHeaders { get; }

    /// <summary><c>rd_kafka_produce_batch</c>: topic, partition, flags, records, count; answers how many were taken. It knows no headers and
    /// timestamps, and loses a record when each has a partition of its own and one of these does not exist: records of one call go to one partition,
    /// or where the partitioner puts them.</summary>
    public delegate* unmanaged[Cdecl]<nint, int, int, NativeMessage*, int, int> ProduceBatch { get; }

    /// <summary><c>rd_kafka_produceva</c>: client, arguments, count; answers an error object, or null. See <see cref="TakeError"/>.</summary>
    public delegate* unmanaged[Cdecl]<nint, NativeArgument*, nuint, nint> Produce { get; }

    /// <summary><c>rd_kafka_queue_get_main</c>.</summary>
    public delegate* unmanaged[Cdecl]<nint, nint> MainQueue { get; }

    /// <summary><c>rd_kafka_queue_destroy</c>.</summary>
    public delegate* unmanaged[Cdecl]<nint, void> DestroyQueue { get; }

    /// <summary><c>rd_kafka_queue_poll</c>: queue, milliseconds (-1 for no limit); answers an event, or null.</summary>
    public delegate* unmanaged[Cdecl]<nint, int, nint> Poll { get; }

    /// <summary><c>rd_kafka_queue_yield</c>: ends a wait of <see cref="Poll"/>, also the next one if there is none now.</summary>
    public delegate* unmanaged[Cdecl]<nint, void> Yield { get; }

    /// <summary><c>rd_kafka_event_type</c>.</summary>
    public delegate* unmanaged[Cdecl]<nint, int> EventKind { get; }

    /// <summary><c>rd_kafka_event_destroy</c>: also frees the event's messages.</summary>
    public delegate* unmanaged[Cdecl]<nint, void> DestroyEvent { get; }

    /// <summary><c>rd_kafka_event_message_array</c>: takes the next messages out of an event.</summary>
    public delegate* unmanaged[Cdecl]<nint, NativeMessage**, nuint, nuint> EventMessages { get; }

    /// <summary><c>rd_kafka_event_error</c>; of a fatal error the code of its cause.</summary>
    public delegate* unmanaged[Cdecl]<nint, int> EventError { get; }

    /// <summary><c>rd_kafka_event_error_string</c>.</summary>
    public delegate* unmanaged[Cdecl]<nint, nint> EventErrorText { get; }

    /// <summary><c>rd_kafka_event_error_is_fatal</c>.</summary>
    public delegate* unmanaged[Cdecl]<nint, int> EventErrorIsFatal { get; }

    /// <summary><c>rd_kafka_event_log</c>: facility, text, level.</summary>
    public delegate* unmanaged[Cdecl]<nint, nint*, nint*, int*, int> EventLog { get; }

    /// <summary><c>rd_kafka_event_stats</c>.</summary>
    public delegate* unmanaged[Cdecl]<nint, nint> EventStatistics { get; }

    /// <summary><c>rd_kafka_message_timestamp</c>: milliseconds; the kind goes to the second argument.</summary>
    public delegate* unmanaged[Cdecl]<NativeMessage*, int*, long> MessageTimestamp { get; }

    /// <summary><c>rd_kafka_message_headers</c>: the message's own list goes to the second argument.</summary>
    public delegate* unmanaged[Cdecl]<NativeMessage*, nint*, int> MessageHeaders { get; }

    /// <summary><c>rd_kafka_header_get_all</c>: list, index; key, value and the value's bytes go to the others. Not 0 beyond the last.</summary>
    public delegate* unmanaged[Cdecl]<nint, nuint, byte**, byte**, nuint*, int> HeaderAt { get; }

    /// <summary><c>rd_kafka_message_destroy</c>, for a record that was read.</summary>
    public delegate* unmanaged[Cdecl]<NativeMessage*, void> DestroyMessage { get; }

    /// <summary><c>rd_kafka_queue_get_consumer</c>; 0 for a client that is no consumer.</summary>
    public delegate* unmanaged[Cdecl]<nint, nint> ConsumerQueue { get; }

    /// <summary><c>rd_kafka_consume_batch_queue</c>: queue, milliseconds, records, capacity; answers how many, when there are as many or the time is
    /// over. Callbacks run inside.</summary>
    public delegate* unmanaged[Cdecl]<nint, int, NativeMessage**, nuint, nint> ConsumeBatch { get; }

    /// <summary><c>rd_kafka_topic_name</c>.</summary>
    public delegate* unmanaged[Cdecl]<nint, nint> TopicName { get; }

    /// <summary><c>rd_kafka_DescribeCluster</c>: client, options (null), queue of the answer.</summary>
    public delegate* unmanaged[Cdecl]<nint, nint, nint, void> DescribeCluster { get; }

    /// <summary>Creates a producer whose events come on its main queue.</summary>
    /// <param name="clientId">The client's id, for errors.</param>
    /// <param name="entries">librdkafka's keys; those for Confluent.Kafka are left out.</param>
    /// <exception cref="ConfigException">The library does not take the configuration.</exception>
    public nint NewProducer(string clientId, IReadOnlyDictionary<string, string> entries)
    {
        const int Producer = 0;
        var conf = _confNew();
        foreach (var (key, value) in entries)
        {
            if (!key.StartsWith(OwnPrefix, StringComparison.Ordinal))
                Set(clientId, conf, key, value);
        }

        Set(clientId, conf, "log.queue", "true");
        _confSetEvents(conf, (int)(NativeEvents.Deliveries | NativeEvents.Log | NativeEvents.Error | NativeEvents.Statistics));
        var error = stackalloc byte[ErrorSize];
        var client = _new(Producer, conf, error, ErrorSize);
        if (client == 0)
        {
            _confDestroy(conf);
            throw NotValid(clientId, error);
        }

        // From now on log lines come on the main queue, too.
        _setLogQueue(client, 0);
        return client;
    }

    /// <summary>Creates a topic's handle.</summary>
    /// <param name="client">The client.</param>
    /// <param name="topic">The topic.</param>
    /// <returns>0 for a name that the library does not take; see <see cref="LastError"/>.</returns>
    public nint NewTopic(nint client, string topic)
    {
        fixed (byte* name = Utf8(topic))
            return _topicNew(client, name, 0);
    }

    /// <summary>Creates a list of headers.</summary>
    /// <param name="capacity">About how many headers.</param>
    public nint NewHeaders(int capacity) => _headersNew(capacity);

    /// <summary>Adds a header.</summary>
    /// <param name="headers">The list.</param>
    /// <param name="key">The header's key.</param>
    /// <param name="value">Its bytes; null for Kafka's null.</param>
    public void AddHeader(nint headers, string key, byte[]? value)
    {
        var name = Utf8(key);
        byte empty = 0;
        fixed (byte* keyBytes = name, bytes = value)
            _headerAdd(headers, keyBytes, name.Length - 1, value is null ? null : value.Length == 0 ? &empty : bytes, value?.Length ?? 0);
    }

    /// <summary>Takes a producer's transactional id. Blocks; may be called again after a timeout, to continue.</summary>
    /// <param name="client">The client.</param>
    /// <param name="timeout">How long at most.</param>
    /// <returns>An error object, or 0.</returns>
    public nint InitTransactions(nint client, TimeSpan timeout) => _initTransactions(client, (int)timeout.TotalMilliseconds);

    /// <summary>Begins a transaction.</summary>
    /// <param name="client">The client.</param>
    /// <returns>An error object, or 0.</returns>
    public nint BeginTransaction(nint client) => _beginTransaction(client);

    /// <summary>Commits a transaction. Blocks; may be called again after a timeout, to continue.</summary>
    /// <inheritdoc cref="InitTransactions"/>
    public nint CommitTransaction(nint client, TimeSpan timeout) => _commitTransaction(client, (int)timeout.TotalMilliseconds);

    /// <summary>Aborts a transaction. Blocks; may be called again after a timeout, to continue.</summary>
    /// <inheritdoc cref="InitTransactions"/>
    public nint AbortTransaction(nint client, TimeSpan timeout) => _abortTransaction(client, (int)timeout.TotalMilliseconds);

    /// <summary>Whether an error object stands for a call that was not done in its time. The library then reports the broker's last answer, if it
    /// has one, as an error that may be retried.</summary>
    /// <param name="error">The object.</param>
    public bool IsTimeout(nint error) => _errorCode(error) is LocalTimedOut || _errorIsRetriable(error) != 0;

    /// <summary>Whether the client can do nothing more.</summary>
    /// <param name="error">The object.</param>
    public bool IsFatal(nint error) => _errorIsFatal(error) != 0;

    /// <summary>Reads an error object and frees it.</summary>
    /// <param name="error">The object.</param>
    /// <param name="text">What the library says.</param>
    /// <returns>The code.</returns>
    public int TakeError(nint error, out string text)
    {
        text = Marshal.PtrToStringUTF8(_errorString(error)) ?? "";
        var code = _errorCode(error);
        _errorDestroy(error);
        return code;
    }

    /// <summary>The cause of a client's fatal error.</summary>
    /// <param name="client">The client.</param>
    /// <param name="text">What the library says.</param>
    /// <returns>The code; 0 while there is none.</returns>
    public int FatalError(nint client, out string text)
    {
        var buffer = stackalloc byte[ErrorSize];
        *buffer = 0;
        var code = _fatalError(client, buffer, ErrorSize);
        text = Marshal.PtrToStringUTF8((nint)buffer)!;
        return code;
    }

    private static NativeClientApi? TryLoad()
    {
        try
        {
            return new NativeClientApi(NativeClientLibrary.Instance.Handle);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static nint Find(nint library, string name) => NativeLibrary.GetExport(library, name);

    private static byte[] Utf8(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    private static ConfigException NotValid(string clientId, byte* error) =>
        new($"The configuration of Kafka client {clientId} is not valid: {Marshal.PtrToStringUTF8((nint)error)}");

    private void Set(string clientId, nint conf, string key, string value)
    {
        var error = stackalloc byte[ErrorSize];
        int answer;
        fixed (byte* name = Utf8(key), text = Utf8(value))
            answer = _confSet(conf, name, text, error, ErrorSize);
        if (answer == 0)
            return;
        _confDestroy(conf);
        throw NotValid(clientId, error);
    }
}
