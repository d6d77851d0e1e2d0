using System.Collections.Concurrent;
using System.Threading.Channels;
using Connect.Connectors;
using Connect.Data;

namespace Connect.Integration.Tests.Avro;

/// <summary>What a test puts into the source, and what came out of the sink.</summary>
public sealed class RecordStream
{
    private readonly ConcurrentQueue<SinkRecord> _received = new();

    /// <summary>What the source still has to deliver.</summary>
    public Channel<Struct> Outgoing { get; } = Channel.CreateUnbounded<Struct>();

    /// <summary>What the sink was given, in order.</summary>
    public IReadOnlyList<SinkRecord> Received => [.. _received];

    public void Send(params IEnumerable<Struct> values)
    {
        foreach (var value in values)
            Outgoing.Writer.TryWrite(value);
    }

    public void Receive(IEnumerable<SinkRecord> records)
    {
        foreach (var record in records)
            _received.Enqueue(record);
    }
}
