using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;

namespace Connect.Runtime.Tests.Fakes;

/// <summary>Kafka clients in memory, for sources.</summary>
internal sealed class FakeClients : IKafkaClients
{
    public IReadOnlyList<BrokerConnection> Connections => [];

    public IReadOnlyList<BrokerOutage> Outages => [];

    public IRecordProducer CreateProducer(ClientConfig config, bool wantsMetadata) => new FakeProducer();

    public ITransactionalProducer CreateTransactionalProducer(ClientConfig config, bool wantsMetadata) => throw new NotSupportedException();

    public ISinkConsumer CreateSinkConsumer(ClientConfig config, TopicSelection topics) => throw new NotSupportedException();

    public IKafkaAdmin CreateAdmin(ClientConfig config) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
