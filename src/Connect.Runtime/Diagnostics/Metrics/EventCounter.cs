using System.Collections.Concurrent;

namespace Connect.Runtime.Diagnostics.Metrics;

/// <summary>Counts rare events of a worker's connectors, also while nobody listens: a listener that begins later gets all of them.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="attribute">The name of the third attribute, beside the connector and the worker.</param>
internal sealed class EventCounter(string attribute)
{
    private readonly ConcurrentDictionary<(string Connector, string Worker), ConcurrentDictionary<string, long>> _counts = new();

    /// <summary>Counts an event.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="worker">The worker's id.</param>
    /// <param name="value">The value of the third attribute.</param>
    public void Add(string connector, string worker, string value) =>
        _counts.GetOrAdd((connector, worker), _ => new ConcurrentDictionary<string, long>(StringComparer.Ordinal))
            .AddOrUpdate(value, 1, (_, count) => count + 1);

    /// <summary>Removes the counts of a connector that no longer runs on a worker.</summary>
    public void Forget(string connector, string worker) => _counts.TryRemove((connector, worker), out _);

    /// <summary>The counts.</summary>
    public IEnumerable<Observation> Read() => _counts.SelectMany(connector => connector.Value.Select(count => new Observation(
        count.Value,
        [
            new(AttributeNames.Connector, connector.Key.Connector), new(AttributeNames.Worker, connector.Key.Worker), new(attribute, count.Key),
        ])));
}
