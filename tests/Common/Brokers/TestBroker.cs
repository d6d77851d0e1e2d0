namespace Connect.Tests.Brokers;

/// <summary>A broker that all tests of this process share. Tests use random names on it and change none of its settings.</summary>
/// <param name="BootstrapServers">What goes into <c>bootstrap.servers</c>.</param>
/// <param name="Kind">Where it comes from.</param>
public sealed record TestBroker(string BootstrapServers, BrokerKind Kind)
{
    private static readonly Lazy<Task<TestBroker>> Shared = new(StartAsync);

    /// <summary>Whether it is Apache Kafka.</summary>
    public bool IsReal => Kind != BrokerKind.Embedded;

    /// <summary>The shared broker; the first to ask starts it. In this order: <c>KAFKA_BOOTSTRAP</c>, a distribution (<c>KAFKA_HOME</c>), a
    /// container, the embedded one.</summary>
    public static Task<TestBroker> GetAsync() => Shared.Value;

    /// <summary>The shared broker if it is Apache Kafka; otherwise the test is skipped, or fails under <c>CONNECT_TEST_BROKER=required</c>.</summary>
    public static async Task<TestBroker> GetRealAsync()
    {
        var broker = await GetAsync();
        if (!broker.IsReal)
            MissingBroker.SkipOrFail("Apache Kafka");
        return broker;
    }

    private static async Task<TestBroker> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP") is { Length: > 0 } given)
            return new TestBroker(given, BrokerKind.Given);
        if (LocalKafka.IsAvailable)
            return new TestBroker((await LocalKafka.StartAsync()).BootstrapServers, BrokerKind.Local);
        if (await ContainerKafka.IsAvailableAsync())
            return new TestBroker(await ContainerKafka.GetAsync(), BrokerKind.Container);
        return new TestBroker("embedded:tests", BrokerKind.Embedded);
    }
}
