using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Connect.Runtime.Kafka.Native;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Embedded;

/// <summary>A Kafka inside the process: librdkafka's mock cluster of one broker. Its records go with it.</summary>
/// <remarks>It serves produce, fetch, groups and commits over a port of the loopback interface. It would create topics on demand with four
/// partitions; here they are made before, by a call of the library (it has no CreateTopics), with one partition as a Kafka broker makes them.
/// Thread-safe.</remarks>
internal sealed class EmbeddedBroker : IDisposable
{
    private const int ProducerType = 0;
    private const int ErrorSize = 512;
    private const int AlreadyExists = 36;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly NativeFunctions.MockTopicCreate _createTopic;
    private readonly NativeFunctions.Destroy _destroyCluster;
    private readonly NativeFunctions.Destroy _destroyClient;
    private readonly nint _client;
    private readonly nint _cluster;
    private bool _isDisposed;

    /// <summary>Starts the broker.</summary>
    /// <param name="logger">Where warnings about its limits go.</param>
    /// <exception cref="ConnectException">It does not start.</exception>
    public EmbeddedBroker(ILogger logger)
    {
        var library = NativeClientLibrary.Instance;
        _createTopic = library.Find<NativeFunctions.MockTopicCreate>("rd_kafka_mock_topic_create");
        _destroyCluster = library.Find<NativeFunctions.Destroy>("rd_kafka_mock_cluster_destroy");
        _destroyClient = library.Find<NativeFunctions.Destroy>("rd_kafka_destroy");
        _client = NewClient(library);
        _cluster = library.Find<NativeFunctions.MockClusterNew>("rd_kafka_mock_cluster_new")(_client, 1);
        if (_cluster == 0)
        {
            _destroyClient(_client);
            throw new ConnectException("The embedded broker did not start: no port could be opened on the loopback interface.");
        }

        // Kafka waits for more members of a new group, three seconds by default. Here all are in the process.
        library.Find<NativeFunctions.MockGroupDelay>("rd_kafka_mock_group_initial_rebalance_delay_ms")(_cluster, 0);
        var bootstraps = library.Find<NativeFunctions.MockClusterBootstraps>("rd_kafka_mock_cluster_bootstraps")(_cluster);
        BootstrapServers = Marshal.PtrToStringUTF8(bootstraps)!;
        Usage = new EmbeddedBrokerUsage(logger);
    }

    /// <summary>What goes into <c>bootstrap.servers</c>.</summary>
    public string BootstrapServers { get; }

    /// <summary>The library's cluster, which can do more than is asked of it here: fail requests, for one.</summary>
    public nint Cluster => _cluster;

    /// <summary>What its partitions hold.</summary>
    public EmbeddedBrokerUsage Usage { get; }

    /// <summary>Creates a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partitions">How many partitions; -1 for one.</param>
    /// <returns>False if it exists already.</returns>
    /// <exception cref="KafkaClientException">The topic is not valid.</exception>
    public bool CreateTopic(string topic, int partitions)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var code = _createTopic(_cluster, topic, partitions < 0 ? 1 : partitions, 1);
            return code switch
            {
                0 => true,
                AlreadyExists => false,
                _ => throw new KafkaClientException(
                    $"The embedded broker cannot create topic {topic} with {partitions} partitions", KafkaErrorKind.InvalidRequest, code),
            };
        }
    }

    /// <summary>Creates a topic with one partition, unless it is there: what a Kafka broker does when a client asks for an unknown topic.</summary>
    /// <param name="topic">The topic.</param>
    public void EnsureTopic(string topic)
    {
        if (_known.TryAdd(topic, true))
            CreateTopic(topic, 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            _destroyCluster(_cluster);
            _destroyClient(_client);
        }
    }

    private static nint NewClient(NativeClientLibrary library)
    {
        var conf = library.Find<NativeFunctions.ConfNew>("rd_kafka_conf_new")();
        // Without this the library writes its lines to the process's standard error.
        library.Find<NativeFunctions.ConfSetLogCallback>("rd_kafka_conf_set_log_cb")(conf, 0);
        var error = new byte[ErrorSize];
        var client = library.Find<NativeFunctions.New>("rd_kafka_new")(ProducerType, conf, error, ErrorSize);
        return client != 0 ? client : throw new ConnectException($"The embedded broker did not start: {NativeClientLibrary.Text(error)}");
    }
}
