using System.Text;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.ExactlyOnce;

/// <summary>Reads what a reader of committed records sees of a topic, in order.</summary>
internal sealed class CommittedReader : IAsyncDisposable
{
    private readonly KafkaLab _lab;
    private readonly ISinkConsumer _consumer;
    private readonly SinkReader _reader;

    public CommittedReader(string bootstrapServers, string topic)
    {
        _lab = new KafkaLab(bootstrapServers);
        _consumer = _lab.Consumer(
            RandomNames.Connector(), TopicSelection.Of(topic),
            config: new()
            {
                ["consumer.override.isolation.level"] = "read_committed",
                ["consumer.override.auto.offset.reset"] = "earliest",
                ["consumer.override.metadata.max.age.ms"] = "1000",
            });
        _consumer.Start();
        _reader = new SinkReader(_consumer);
    }

    /// <summary>The texts so far.</summary>
    public IReadOnlyList<string> Texts => [.. _reader.Records.Select(record => Encoding.UTF8.GetString(record.Value!))];

    /// <summary>Reads until there is a text that says that no more come.</summary>
    public async Task<IReadOnlyList<string>> ReadToAsync(string last, TimeSpan within, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!Texts.Contains(last) && TimeProvider.System.GetElapsedTime(start) < within)
            await _reader.ReadAsync(cancellationToken);
        return Texts;
    }

    public async ValueTask DisposeAsync()
    {
        await _consumer.DisposeAsync();
        await _lab.DisposeAsync();
    }
}
